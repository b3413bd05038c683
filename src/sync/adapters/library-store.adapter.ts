import { Injectable } from '@nestjs/common';
import { LibraryWriter, type WriteOptions } from '../../library';
import {
  type CourseContent,
  type ItemVerdict,
  LibraryStore,
  type ListedCourse,
  type OrganisedCourse,
  type RunIdentity,
  type StoredContent,
} from '../pipeline';
import { AttemptRefused } from '../recorder';

/** Writes a run's findings to the library, each write fenced by the run's attempt in the write's own transaction. */
@Injectable()
export class FencedLibraryStore extends LibraryStore {
  constructor(private readonly library: LibraryWriter) {
    super();
  }

  saveCourses(
    run: RunIdentity,
    courses: readonly ListedCourse[],
  ): Promise<{ added: number; changed: number }> {
    return this.library.saveCourses(run.studentId, courses, fenced(run));
  }

  saveContent(run: RunIdentity, courseId: number, content: CourseContent): Promise<StoredContent> {
    return this.library.saveContent(run.studentId, courseId, content, fenced(run));
  }

  organise(
    run: RunIdentity,
    courseId: number,
    verdicts: readonly ItemVerdict[],
    keep: { readonly sectionIds: readonly number[]; readonly cmids: readonly number[] } | null,
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

function fenced({ jobId, attempt, signal }: RunIdentity): WriteOptions {
  return {
    signal,
    guard: async (query) => {
      const [row] = await query(FENCE, [jobId, attempt]);
      if (!row) throw new AttemptRefused(`attempt ${attempt} of job ${jobId} may no longer write`);
    },
  };
}
