import type { ItemInput } from '../../classification';
import type { CourseReceipt } from '../../contract';
import type { CourseCost, Presence } from '../../moodle';
import type { CourseTotals, Written } from './counts';

/** What later stages need of a course that was read; the rest of its content is stored and let go. */
export interface StoredCourse {
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
}

/** Kept with the content of a course, so that a run that goes on need not read it again. */
export interface CourseCheckpoint extends StoredCourse {
  readonly receipt: CourseReceipt;
}

/** What the first run knew before anything was stored. */
export interface JobCheckpoint {
  readonly highestCmid: number | null;
}

export interface Checkpoint {
  readonly job: JobCheckpoint | null;
  /** By Moodle's id. */
  readonly courses: ReadonlyMap<number, CourseCheckpoint>;
  /** What Moodle said of course modules that their courses no longer list. */
  readonly vanished: ReadonlyMap<number, Presence>;
  /** By all runs of the job so far. */
  readonly written: Written;
}

export const NO_CHECKPOINT: Checkpoint = {
  job: null,
  courses: new Map(),
  vanished: new Map(),
  written: { added: 0, changed: 0, removed: 0, changes: 0 },
};
