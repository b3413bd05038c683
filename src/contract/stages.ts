import type { LocalizedText } from './text';

/** What a job can be, in the order in which it happens; the last two end it early. */
export const JOB_STATUSES = [
  'starting',
  'creating_tables',
  'fetching_courses',
  'analyzing_content',
  'classifying_data',
  'saving_to_database',
  'completed',
  'failed',
  'cancelled',
] as const;

export type JobStatus = (typeof JOB_STATUSES)[number];

export type TerminalStatus = 'completed' | 'failed' | 'cancelled';

export interface StageDescription {
  /** Percent (0..100) shown when the stage begins; `null` keeps what the job had reached. */
  readonly progress: number | null;
  /** Percent reached by the end of the stage, where it moves while it runs. */
  readonly progressEnd?: number;
  readonly name: LocalizedText;
  readonly message: LocalizedText;
}

/** The fixed table of stages: names, percentages and messages a student sees. */
export const STAGES: Readonly<Record<JobStatus, StageDescription>> = {
  starting: {
    progress: 0,
    name: { he: 'התחלת התהליך', en: 'Starting' },
    message: { he: '🚀 מתחיל תהליך סנכרון...', en: '🚀 Starting the sync...' },
  },
  creating_tables: {
    progress: 10,
    name: { he: 'יצירת טבלאות', en: 'Creating tables' },
    message: { he: '🏗️ בודק ומייצר טבלאות נדרשות...', en: '🏗️ Checking and creating the tables needed...' },
  },
  fetching_courses: {
    progress: 20,
    name: { he: 'איסוף קורסים', en: 'Fetching courses' },
    message: { he: '📊 אוסף נתוני קורסים מהמודל...', en: '📊 Fetching your courses from Moodle...' },
  },
  analyzing_content: {
    progress: 40,
    progressEnd: 70,
    name: { he: 'ניתוח תוכן', en: 'Analysing content' },
    message: { he: '🔍 מנתח תוכן קורסים...', en: '🔍 Analysing course content...' },
  },
  classifying_data: {
    progress: 70,
    name: { he: 'סיווג נתונים', en: 'Classifying' },
    message: { he: '🗂️ מסווג ומארגן נתונים...', en: '🗂️ Classifying and organising...' },
  },
  saving_to_database: {
    progress: 90,
    name: { he: 'שמירה', en: 'Saving' },
    message: { he: '💾 שומר נתונים בדטה בייס...', en: '💾 Saving to the database...' },
  },
  completed: {
    progress: 100,
    name: { he: 'סיום', en: 'Done' },
    message: { he: '✅ סנכרון הושלם בהצלחה!', en: '✅ Sync completed!' },
  },
  failed: {
    progress: null,
    name: { he: 'נכשל', en: 'Failed' },
    message: { he: '❌ שגיאה בתהליך הסנכרון', en: '❌ The sync failed' },
  },
  cancelled: {
    progress: null,
    name: { he: 'בוטל', en: 'Cancelled' },
    message: { he: 'הסנכרון בוטל', en: 'The sync was cancelled' },
  },
};

/** The stages of a run that goes well, in order: what a progress display lists. */
export const STAGE_ORDER = JOB_STATUSES.slice(0, 7);

export const TERMINAL_STATUSES: readonly JobStatus[] = ['completed', 'failed', 'cancelled'];

export function isTerminal(status: JobStatus): status is TerminalStatus {
  return TERMINAL_STATUSES.includes(status);
}

/** Percent shown in `analyzing_content` once `done` of `total` courses are read: 40 → 70. */
export function analysisProgress(done: number, total: number): number {
  const { progress, progressEnd } = STAGES.analyzing_content;
  const from = progress ?? 0;
  const to = progressEnd ?? from;
  return total <= 0 ? to : Math.min(to, from + Math.floor(((to - from) * done) / total));
}
