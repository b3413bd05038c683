import { StudentEraser } from '../../operations';
import { JobQueries, SyncService } from '../../sync';
import { type Command, EXIT } from '../command';
import { table } from '../table';
import { findStudent } from './find-student';

export const studentErase: Command = {
  words: 'student erase',
  usage: 'STUDENT [--yes]',
  summary: 'erase everything that is kept of a student; without --yes, only say what that is',
  options: { yes: { type: 'boolean' } },
  takes: [1, 1],
  async run(spike, { args: [reference = ''], options }) {
    const app = await spike.app();
    const student = await findStudent(app, reference);
    const eraser = app.get(StudentEraser, { strict: false });
    const { id: studentId, universityId, username } = student;
    if (options.yes !== true) {
      const rows = await eraser.count(studentId);
      return {
        exit: EXIT.usage,
        json: { studentId, universityId, username, erased: false, rows },
        text: `${listed(rows)}\n\nNothing was erased. To erase all of this, for good: add --yes`,
      };
    }
    // Its worker hears of it, and stops in the middle of whatever it does.
    const active = await app.get(JobQueries, { strict: false }).findActive(studentId);
    if (active) await cancelled(app.get(SyncService, { strict: false }), active.jobId, studentId);
    const rows = await eraser.erase(studentId);
    return {
      exit: EXIT.ok,
      json: { studentId, universityId, username, erased: true, cancelledJob: active?.jobId ?? null, rows },
      text: `${active ? `The job ${active.jobId} was cancelled.\n` : ''}${listed(rows)}\n\nErased.`,
    };
  },
};

/** It may end by itself at that moment: then there is nothing to cancel. */
const cancelled = (sync: SyncService, jobId: string, studentId: string): Promise<unknown> =>
  sync.cancel(jobId, studentId).catch(() => undefined);

const listed = (rows: Readonly<Record<string, number>>): string =>
  table(
    ['table', 'rows'],
    [...Object.entries(rows), ['all', Object.values(rows).reduce((sum, count) => sum + count, 0)]],
  );
