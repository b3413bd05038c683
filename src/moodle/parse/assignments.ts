import { z } from 'zod';
import type { MoodleAssignment } from '../words';
import { readFiles } from './files';
import { Drops, readEach, readWhole, type Parsed } from './lists';
import { record } from './record';
import { formattedName, richText } from './rich-text';
import { amount, flag, id, time } from './scalars';

const reply = z.object({ courses: z.unknown().optional() });
const course = z.object({ id, assignments: z.unknown().optional() });
const assignment = record({
  id,
  cmid: id,
  name: formattedName,
  duedate: time,
  allowsubmissionsfromdate: time,
  cutoffdate: time,
  grade: amount,
  teamsubmission: flag(false),
  nosubmissions: flag(false),
  intro: richText,
  introattachments: z.unknown().optional(),
  timemodified: time,
});

/** Reply of `mod_assign_get_assignments`; courses and modules named in its warnings are simply not in it. */
export function parseAssignments(answer: unknown): Parsed<readonly MoodleAssignment[]> {
  const drops = new Drops();
  const courses = readEach(course, readWhole(reply, answer, 'assignments').courses, 'courses', drops);
  return drops.result(
    courses.flatMap(({ id: courseId, assignments }) =>
      readEach(assignment, assignments, `course ${courseId}.assignments`, drops).map((row) =>
        toAssignment(row, courseId, drops),
      ),
    ),
  );
}

function toAssignment(row: z.output<typeof assignment>, courseId: number, drops: Drops): MoodleAssignment {
  const before = drops.total;
  const attachments = readFiles(row.introattachments, `assignment ${row.id}.introattachments`, drops);
  return {
    id: row.id,
    cmid: row.cmid,
    courseId,
    name: row.name ?? '',
    dueAt: row.duedate,
    opensAt: row.allowsubmissionsfromdate,
    cutoffAt: row.cutoffdate,
    // A negative grade names a scale, 0 is "not graded".
    maxGrade: row.grade !== null && row.grade > 0 ? row.grade : null,
    teamSubmission: row.teamsubmission,
    ...(row.nosubmissions && { offline: true }),
    intro: row.intro,
    attachments,
    ...(drops.total > before && { unreadableFiles: true }),
    modifiedAt: row.timemodified,
  };
}
