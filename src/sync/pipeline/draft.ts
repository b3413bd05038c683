import type { Verdict, ItemInput } from '../../classification';
import type { CourseCounts, CourseFailure, JobStatus, SyncSummary } from '../../contract';
import { AppError } from '../../errors';
import type { LibraryMemory } from '../../library';
import type { CourseCost, MoodleReader, Presence } from '../../moodle';
import type { CalendarReading, CourseTotals, ListedCourse, Written } from './ports';

/** What a later stage needs of a course that was read; the rest of its content is stored and let go. */
export interface ReadCourse {
  readonly listed: ListedCourse;
  readonly whole: boolean;
  readonly sectionIds: readonly number[];
  readonly cmids: readonly number[];
  /** As the classification takes them, in the order of `cmids`. */
  readonly inputs: readonly ItemInput[];
  /** When something in it was last changed, Unix seconds; 0 where nothing says so. */
  readonly lastModified: number;
  partial: boolean;
  /** What reading it took. */
  readonly cost: CourseCost;
  /** What the library holds of it; newer after it was organised. */
  totals: CourseTotals;
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
  private readonly written = { added: 0, changed: 0, removed: 0, changes: 0 };

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
      requests,
      bytes,
      durationMs: Math.round(durationMs),
      stageMs: this.stageMs,
    };
  }
}
