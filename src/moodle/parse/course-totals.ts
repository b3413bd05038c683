import { z } from 'zod';
import type { MoodleCourseTotal } from '../words';
import { Drops, readEach, readWhole, type Parsed } from './lists';
import { formattedName } from './rich-text';
import { id, text } from './scalars';

const reply = z.object({ grades: z.unknown().optional() });
const total = z.object({ courseid: id, grade: formattedName, rawgrade: text });

/** Reply of `gradereport_overview_get_course_grades`. */
export function parseCourseTotals(answer: unknown): Parsed<readonly MoodleCourseTotal[]> {
  const drops = new Drops();
  const rows = readEach(total, readWhole(reply, answer, 'course totals').grades, 'grades', drops);
  return drops.result(
    rows.map(({ courseid, grade, rawgrade }) => ({
      id: courseid,
      // A dash is how Moodle writes "nothing".
      shown: grade === '-' ? null : grade,
      raw: rawgrade,
    })),
  );
}
