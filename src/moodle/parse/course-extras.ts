import { z } from 'zod';
import type { MoodleCourseExtras } from '../words';
import { Drops, readEach, readWhole, type Parsed } from './lists';
import { record } from './record';
import { formattedName } from './rich-text';
import { id, optionalId } from './scalars';

const reply = z.object({ courses: z.unknown().optional() });
const course = record({
  id,
  categoryid: optionalId,
  categoryname: formattedName,
  contacts: z.unknown().optional(),
});
const contact = record({ fullname: formattedName });

/** Reply of `core_course_get_courses_by_field`. */
export function parseCourseExtras(answer: unknown): Parsed<readonly MoodleCourseExtras[]> {
  const drops = new Drops();
  const rows = readEach(course, readWhole(reply, answer, 'course extras').courses, 'courses', drops);
  return drops.result(
    rows.map((row) => ({
      id: row.id,
      categoryId: row.categoryid,
      categoryName: row.categoryname,
      teachers: readEach(contact, row.contacts, `course ${row.id}.contacts`, drops).flatMap(
        ({ fullname }) => fullname ?? [],
      ),
    })),
  );
}
