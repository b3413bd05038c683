import type { CourseCounts, CourseFailure, JobStatus, SyncSummary } from '../../contract';
import { AppError } from '../../errors';
import type { MoodleReader } from '../../moodle';
import type { CourseContent, CourseTotals, ItemVerdict, ListedCourse } from './ports';

export interface ReadCourse {
  readonly listed: ListedCourse;
  readonly content: CourseContent;
  /** What the library holds of it; newer after it was organised. */
  totals: CourseTotals;
  verdicts: readonly ItemVerdict[];
}

/** What a run has gathered so far. Each stage fills its part and reads those before it. */
export class SyncDraft {
  private moodle: MoodleReader | null = null;
  listed: readonly ListedCourse[] = [];
  readonly read = new Map<number, ReadCourse>();
  readonly failures = new Map<number, CourseFailure>();
  readonly stageMs: Partial<Record<JobStatus, number>> = {};
  /** Courses in a row that failed for a reason that may be the whole site's. */
  siteFailures = 0;
  added = 0;
  changed = 0;
  removed = 0;

  get reader(): MoodleReader {
    if (!this.moodle)
      throw new AppError('server.unexpected', { detail: 'the reader is used before it is open' });
    return this.moodle;
  }

  set reader(reader: MoodleReader) {
    this.moodle = reader;
  }

  get counts(): CourseCounts {
    return { total: this.listed.length, done: this.read.size, failed: this.failures.size };
  }

  summary(durationMs: number): SyncSummary {
    const totals = { sections: 0, items: 0, files: 0, deadlines: 0 };
    for (const { totals: course } of this.read.values()) {
      totals.sections += course.sections;
      totals.items += course.items;
      totals.files += course.files;
      totals.deadlines += course.deadlines;
    }
    const { requests, bytes } = this.reader.stats();
    return {
      courses: this.read.size,
      coursesFailed: this.failures.size,
      ...totals,
      added: this.added,
      changed: this.changed,
      removed: this.removed,
      requests,
      bytes,
      durationMs: Math.round(durationMs),
      stageMs: this.stageMs,
    };
  }
}
