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
import { CheckpointStore } from '../persistence/checkpoint-store';
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
    checkpoint: ((written: Written) => JobCheckpoint) | null,
  ): Promise<Written> {
    return this.library.saveCourses(run.studentId, rows, {
      ...fenced(run),
      whole,
      also: async (query, written) => {
        if (checkpoint) await CheckpointStore.keepJob(query, run.jobId, checkpoint(written));
      },
    });
  }

  async saveExtras(run: RunIdentity, extras: readonly MoodleCourseExtras[]): Promise<Partial<Written>> {
    return { changed: await this.library.saveExtras(run.studentId, extras, fenced(run)) };
  }

  saveCalendar(run: RunIdentity, { events, ...asked }: CalendarReading): Promise<Written> {
    return this.library.saveCalendar(run.studentId, events, asked, fenced(run));
  }

  saveContent(
    run: RunIdentity,
    courseId: number,
    content: CourseContent,
    checkpoint: ((stored: StoredContent) => CourseCheckpoint) | null,
  ): Promise<StoredContent> {
    return this.library.saveContent(run.studentId, courseId, content, {
      ...fenced(run),
      also: async (query, stored) => {
        if (checkpoint) await CheckpointStore.keepCourse(query, run.jobId, courseId, checkpoint(stored));
      },
    });
  }

  organise(
    run: RunIdentity,
    courseId: number,
    verdicts: readonly ItemVerdict[],
    keep: Kept | null,
  ): Promise<OrganisedCourse> {
    return this.library.organise(run.studentId, courseId, verdicts, keep, fenced(run));
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
