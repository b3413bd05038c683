import { z } from 'zod';
import type { MoodleSubmission } from '../words';
import { readWhole } from './lists';
import { record } from './record';
import { richText } from './rich-text';
import { flag, text, time } from './scalars';

/** An object that may be absent; one that cannot be read is absent. */
export const optional = <S extends z.ZodType>(schema: S) => schema.nullish().catch(null);

/** What tells where a submission stands, in a reply of `mod_assign_get_submission_status`. */
export const STATUS = {
  submission: { status: text, timemodified: time },
  attempt: { graded: flag(false), gradingstatus: text, extensionduedate: time, locked: flag(false) },
  feedback: { gradefordisplay: richText },
} as const;

const submission = z.object(STATUS.submission);
const reply = record({
  lastattempt: optional(
    z.object({
      ...STATUS.attempt,
      submission: optional(submission),
      teamsubmission: optional(submission),
    }),
  ),
  feedback: optional(z.object(STATUS.feedback)),
});

/**
 * Moodle's `new` is not among them: Moodle writes such a row itself when the status is asked for the first time, so that our own
 * reading would pass for something the student did. It is `none`, as is a status we do not know.
 */
const STATUSES: ReadonlySet<string> = new Set<MoodleSubmission['status']>(['draft', 'submitted', 'reopened']);
const isStatus = (status: string): status is MoodleSubmission['status'] => STATUSES.has(status);
/** Marking workflow holds a grade back until it is released; without one Moodle says `graded`. */
const GRADED = new Set(['graded', 'released']);

/** Where the submission stands, by a reply that was read. In group work the group's submission counts. */
export function statusOf(
  { lastattempt, feedback }: z.output<typeof reply>,
  assignmentId: number,
): MoodleSubmission {
  const own = lastattempt?.teamsubmission ?? lastattempt?.submission ?? null;
  const said = own?.status ?? 'none';
  const status = isStatus(said) ? said : 'none';
  const grading = lastattempt?.gradingstatus ?? null;
  const graded = grading === null ? (lastattempt?.graded ?? false) : GRADED.has(grading);
  const shown = feedback?.gradefordisplay ?? null;
  return {
    assignmentId,
    status,
    submittedAt: status === 'submitted' ? (own?.timemodified ?? null) : null,
    graded,
    grade: graded && shown !== '-' ? shown : null,
    extensionDueAt: lastattempt?.extensionduedate ?? null,
    locked: lastattempt?.locked ?? false,
  };
}

/** Reply of `mod_assign_get_submission_status`. */
export function parseSubmissionStatus(answer: unknown, assignmentId: number): MoodleSubmission {
  return statusOf(readWhole(reply, answer, 'submission status'), assignmentId);
}
