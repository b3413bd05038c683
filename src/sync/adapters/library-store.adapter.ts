import { Injectable } from '@nestjs/common';
import {
  type CourseContent,
  type Kept,
  type LibraryMemory,
  LibraryRecall,
  LibraryWriter,
  type WriteOptions,
} from '../../library';
import type { Listed, MoodleCourseExtras } from '../../moodle';
import { CheckpointStore, WHOLE_JOB } from '../persistence/checkpoint-store';
import {
  type CalendarReading,
  type CourseCheckpoint,
  type ItemVerdict,
  type JobCheckpoint,
  LibraryStore,
  type ListedCourse,
  type OrganisedCourse,
  type RunIdentity,
  type StoredContent,
  type Written,
} from '../pipeline';
import { AttemptRefused } from '../recorder';

/** Writes a run's findings to the library, each write fenced by the run's attempt in the write's own transaction. */
@Injectable()
export class FencedLibraryStore extends LibraryStore {
  constructor(
    private readonly library: LibraryWriter,
    private readonly memory: LibraryRecall,
  ) {
    super();
  }

  recall(studentId: string): Promise<LibraryMemory> {
    return this.memory.recall(studentId);
  }

  saveCourses(
    run: RunIdentity,
    { rows, whole }: Listed<ListedCourse>,
    checkpoint: JobCheckpoint | null,
  ): Promise<Written> {
    return this.library.saveCourses(run.studentId, rows, {
      ...fenced(run),
      whole,
      also: (query, written) => CheckpointStore.keep(query, run.jobId, WHOLE_JOB, written, checkpoint),
    });
  }

  async saveExtras(run: RunIdentity, extras: readonly MoodleCourseExtras[]): Promise<Partial<Written>> {
    const changed = await this.library.saveExtras(run.studentId, extras, {
      ...fenced(run),
      also: (query, rows) => CheckpointStore.keep(query, run.jobId, WHOLE_JOB, { changed: rows }),
    });
    return { changed };
  }

  saveCalendar(run: RunIdentity, { events, ...asked }: CalendarReading): Promise<Written> {
    return this.library.saveCalendar(run.studentId, events, asked, {
      ...fenced(run),
      also: (query, written) => CheckpointStore.keep(query, run.jobId, WHOLE_JOB, written),
    });
  }

  saveContent(
    run: RunIdentity,
    courseId: number,
    content: CourseContent,
    checkpoint: ((stored: StoredContent) => CourseCheckpoint) | null,
  ): Promise<StoredContent> {
    return this.library.saveContent(run.studentId, courseId, content, {
      ...fenced(run),
      also: (query, stored) =>
        CheckpointStore.keep(query, run.jobId, courseId, stored, checkpoint?.(stored) ?? null),
    });
  }

  organise(
    run: RunIdentity,
    courseId: number,
    verdicts: readonly ItemVerdict[],
    keep: Kept | null,
  ): Promise<OrganisedCourse> {
    return this.library.organise(run.studentId, courseId, verdicts, keep, {
      ...fenced(run),
      also: (query, { removed, changes }) =>
        CheckpointStore.keep(query, run.jobId, courseId, { removed, changes }),
    });
  }
}

/**
 * The row is locked until the write commits, so a newer claim or a cancellation (which take it `FOR UPDATE`) waits for it or shuts
 * it out, and cannot fall in between. `KEY SHARE` and no more: the recorder's ordinary updates go on meanwhile.
 */
const FENCE = `
  SELECT 1 FROM sync_jobs
  WHERE id = $1 AND attempt = $2 AND status NOT IN ('completed', 'failed', 'cancelled')
  FOR KEY SHARE`;

function fenced({ jobId, attempt, signal }: RunIdentity): Pick<WriteOptions, 'signal' | 'guard'> {
  return {
    signal,
    guard: async (query) => {
      const [row] = await query(FENCE, [jobId, attempt]);
      if (!row) throw new AttemptRefused(`attempt ${attempt} of job ${jobId} may no longer write`);
    },
  };
}
