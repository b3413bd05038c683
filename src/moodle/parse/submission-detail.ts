import { z } from 'zod';
import type { MoodleFile, MoodleSubmissionDetail } from '../words';
import { readFiles } from './files';
import { Drops, elementsOf, readEach, readWhole, type Parsed } from './lists';
import { record } from './record';
import { htmlToText, richText } from './rich-text';
import { amount, count, flag, text, time } from './scalars';

/** An object that may be absent; one that cannot be read is absent. */
const optional = <S extends z.ZodType>(schema: S) => schema.nullish().catch(null);

const submission = z.object({
  status: text,
  timemodified: time,
  attemptnumber: count,
  plugins: z.unknown().optional(),
});
const reply = record({
  lastattempt: optional(
    z.object({
      graded: flag(false),
      gradingstatus: text,
      extensionduedate: time,
      locked: flag(false),
      submission: optional(submission),
      teamsubmission: optional(submission),
      canedit: flag(false),
    }),
  ),
  feedback: optional(
    z.object({
      gradefordisplay: richText,
      grade: optional(z.object({ grade: amount })),
      gradeddate: time,
      plugins: z.unknown().optional(),
    }),
  ),
});

type Status = MoodleSubmissionDetail['status'];
/**
 * Moodle's `new` is not among them: Moodle writes such a row itself when the status is asked for the first time, so that our own
 * reading would pass for something the student did. It is `none`, as is a status we do not know.
 */
const STATUSES: ReadonlySet<string> = new Set<Status>(['draft', 'submitted', 'reopened']);
const isStatus = (status: string): status is Status => STATUSES.has(status);
/** Marking workflow holds a grade back until it is released; without one Moodle says `graded`. */
const GRADED = new Set(['graded', 'released']);

const plugin = record({
  editorfields: z.unknown().optional(),
  fileareas: z.unknown().optional(),
});
const field = record({ text });
const area = record({ files: z.unknown().optional() });

/** Texts and files of all plug-ins, whatever their names: a site may have others than Moodle's own. */
function contentOf(
  plugins: unknown,
  where: string,
  drops: Drops,
): { text: string | null; files: MoodleFile[] } {
  const rows = readEach(plugin, plugins, where, drops);
  const texts = rows
    .flatMap(({ editorfields }) => elementsOf(editorfields))
    .map((row) => htmlToText(field.safeParse(row).data?.text ?? ''))
    .filter((each) => each !== '');
  const files = rows
    .flatMap(({ fileareas }) => readEach(area, fileareas, where, drops))
    .flatMap((row) => readFiles(row.files, where, drops));
  return { text: texts.length > 0 ? texts.join('\n\n') : null, files };
}

/** Where the submission stands, by a reply that was read. */
function standingOf({ lastattempt, feedback }: z.output<typeof reply>) {
  // In group work the group's submission counts.
  const own = lastattempt?.teamsubmission ?? lastattempt?.submission ?? null;
  const said = own?.status ?? 'none';
  const status = isStatus(said) ? said : 'none';
  const grading = lastattempt?.gradingstatus ?? null;
  const graded = grading === null ? (lastattempt?.graded ?? false) : GRADED.has(grading);
  const shown = feedback?.gradefordisplay ?? null;
  return {
    status,
    submittedAt: status === 'submitted' ? (own?.timemodified ?? null) : null,
    graded,
    grade: graded && shown !== '-' ? shown : null,
    extensionDueAt: lastattempt?.extensionduedate ?? null,
    locked: lastattempt?.locked ?? false,
    /** What was handed in; `null` where nothing was ever saved. */
    saved: status === 'none' ? null : own,
  };
}

/** Reply of `mod_assign_get_submission_status`. */
export function parseSubmissionDetail(answer: unknown, assignmentId: number): Parsed<MoodleSubmissionDetail> {
  const drops = new Drops();
  const read = readWhole(reply, answer, 'submission status');
  const { feedback } = read;
  const { saved, ...standing } = standingOf(read);
  const handedIn = contentOf(saved?.plugins, 'submission.files', drops);
  const returned = contentOf(feedback?.plugins, 'feedback.files', drops);
  const points = standing.graded ? (feedback?.grade?.grade ?? null) : null;
  return drops.result({
    assignmentId,
    ...standing,
    attempt: saved ? saved.attemptnumber + 1 : 0,
    changedAt: saved?.timemodified ?? null,
    text: handedIn.text,
    files: handedIn.files,
    gradedAt: standing.graded ? (feedback?.gradeddate ?? null) : null,
    points: points !== null && points >= 0 ? points : null,
    feedback: returned.text,
    feedbackFiles: returned.files,
    ...(drops.total > 0 && { unreadableFiles: true }),
    editable: read.lastattempt?.canedit ?? false,
  });
}
