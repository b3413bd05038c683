import { z } from 'zod';
import type { MoodleFile, MoodleSubmissionDetail } from '../words';
import { readFiles } from './files';
import { Drops, elementsOf, readWhole, type Parsed } from './lists';
import { record } from './record';
import { htmlToText } from './rich-text';
import { amount, count, flag, text, time } from './scalars';
import { optional, STATUS, statusOf } from './submission-status';

const submission = z.object({
  ...STATUS.submission,
  attemptnumber: count,
  plugins: z.unknown().optional(),
});
const reply = record({
  lastattempt: optional(
    z.object({
      ...STATUS.attempt,
      submission: optional(submission),
      teamsubmission: optional(submission),
      canedit: flag(false),
    }),
  ),
  feedback: optional(
    z.object({
      ...STATUS.feedback,
      grade: optional(z.object({ grade: amount })),
      gradeddate: time,
      plugins: z.unknown().optional(),
    }),
  ),
});

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
  const rows = elementsOf(plugins).flatMap((row) => plugin.safeParse(row).data ?? []);
  const texts = rows
    .flatMap(({ editorfields }) => elementsOf(editorfields))
    .map((row) => htmlToText(field.safeParse(row).data?.text ?? ''))
    .filter((each) => each !== '');
  const files = rows
    .flatMap(({ fileareas }) => elementsOf(fileareas))
    .flatMap((row) => readFiles(area.safeParse(row).data?.files, where, drops));
  return { text: texts.length > 0 ? texts.join('\n\n') : null, files };
}

/** Reply of `mod_assign_get_submission_status`, all that it tells. In group work the group's submission counts. */
export function parseSubmissionDetail(answer: unknown, assignmentId: number): Parsed<MoodleSubmissionDetail> {
  const drops = new Drops();
  const read = readWhole(reply, answer, 'submission status');
  const { lastattempt, feedback } = read;
  const status = statusOf(read, assignmentId);
  const own =
    status.status === 'none' ? null : (lastattempt?.teamsubmission ?? lastattempt?.submission ?? null);
  const handedIn = contentOf(own?.plugins, 'submission.files', drops);
  const returned = contentOf(feedback?.plugins, 'feedback.files', drops);
  const points = status.graded ? (feedback?.grade?.grade ?? null) : null;
  return drops.result({
    ...status,
    attempt: own ? own.attemptnumber + 1 : 0,
    changedAt: own?.timemodified ?? null,
    text: handedIn.text,
    files: handedIn.files,
    gradedAt: status.graded ? (feedback?.gradeddate ?? null) : null,
    points: points !== null && points >= 0 ? points : null,
    feedback: returned.text,
    feedbackFiles: returned.files,
    editable: lastattempt?.canedit ?? false,
  });
}
