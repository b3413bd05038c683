import type { Verdict } from '../../classification';
import type { CourseCounts, CourseFailure, CourseReceipt, JobStatus, SyncSummary } from '../../contract';
import { AppError } from '../../errors';
import type { LibraryMemory } from '../../library';
import type { MoodleReader, Presence } from '../../moodle';
import type { Checkpoint, StoredCourse } from './checkpoint';
import type { Written } from './counts';
import type { CalendarReading, ListedCourse } from './ports';

/** A course that was read, on its way through the later stages. */
export interface ReadCourse extends StoredCourse {
  readonly listed: ListedCourse;
  verdicts: readonly Verdict[];
}

/** What a run has gathered so far. Each stage fills its part and reads those before it. */
export class SyncDraft {
  private moodle: MoodleReader | null = null;
  listed: readonly ListedCourse[] = [];
  memory: LibraryMemory = { courses: new Map(), highestCmid: null };
  readonly read = new Map<number, ReadCourse>();
  readonly failures = new Map<number, CourseFailure>();
  /** What became of the course modules that their courses no longer list. */
  vanished: ReadonlyMap<number, Presence> = new Map();
  /** Stored last; `null` where it could not be read. */
  calendar: CalendarReading | null = null;
  readonly stageMs: Partial<Record<JobStatus, number>> = {};
  /** Of courses that an earlier run of this job has read. */
  readonly receipts = new Map<number, CourseReceipt>();
  private readonly written = { added: 0, changed: 0, removed: 0, changes: 0 };
  private readonly before = { requests: 0, bytes: 0 };

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

  count({ added = 0, changed = 0, removed = 0, changes = 0 }: Partial<Written>): void {
    this.written.added += added;
    this.written.changed += changed;
    this.written.removed += removed;
    this.written.changes += changes;
  }

  /** Takes over what an earlier run of this job left, of the courses that are still listed. */
  goOnFrom({ job, courses, vanished, written }: Checkpoint): void {
    if (job) this.memory = { ...this.memory, highestCmid: job.highestCmid };
    this.vanished = vanished;
    this.count(written);
    for (const listed of this.listed) {
      const checkpoint = courses.get(listed.course.id);
      if (!checkpoint) continue;
      const { receipt, ...read } = checkpoint;
      this.read.set(listed.course.id, { ...read, listed, verdicts: [] });
      this.receipts.set(listed.course.id, receipt);
      this.before.requests += read.cost.requests;
      this.before.bytes += read.cost.bytes;
    }
  }

  summary(durationMs: number): SyncSummary {
    const totals = { sections: 0, items: 0, files: 0, deadlines: 0 };
    let coursesPartial = 0;
    for (const { totals: course, partial } of this.read.values()) {
      totals.sections += course.sections;
      totals.items += course.items;
      totals.files += course.files;
      totals.deadlines += course.deadlines;
      if (partial) coursesPartial += 1;
    }
    const { requests, bytes } = this.reader.stats();
    return {
      courses: this.read.size,
      coursesFailed: this.failures.size,
      coursesPartial,
      ...totals,
      ...this.written,
      requests: requests + Math.round(this.before.requests),
      bytes: bytes + Math.round(this.before.bytes),
      durationMs: Math.round(durationMs),
      stageMs: this.stageMs,
    };
  }
}
