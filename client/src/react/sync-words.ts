import type { Language } from '../../../src/contract';
import { counted } from './plural';

/** What `SyncProgress` says beside the contract's own names and messages. */
export interface SyncWords {
  readonly label: string;
  readonly percent: (value: number) => string;
  readonly courses: (done: number, total: number) => string;
  readonly failed: (count: number) => string;
  /** Some of them were read, but not whole. */
  readonly missing: (count: number) => string;
  readonly cancel: string;
  readonly cancelling: string;
  readonly retry: string;
  readonly signIn: string;
  readonly offline: string;
  readonly connecting: string;
  readonly kept: string;
  /** Another worker took the job over. */
  readonly again: string;
}

export const SYNC_WORDS: Readonly<Record<Language, SyncWords>> = {
  he: {
    label: 'סנכרון מהמודל',
    percent: (value) => `${value} אחוז`,
    courses: (done, total) =>
      total === 0
        ? 'לא נמצאו קורסים'
        : total === 1
          ? `${done} מתוך קורס אחד`
          : `${done} מתוך ${total} קורסים`,
    failed: (count) =>
      counted(count, { one: 'קורס אחד לא נקרא', two: 'שני קורסים לא נקראו', many: 'קורסים לא נקראו' }),
    missing: (count) =>
      counted(count, {
        one: 'קורס אחד לא נקרא במלואו',
        two: 'שני קורסים לא נקראו במלואם',
        many: 'קורסים לא נקראו במלואם',
      }),
    cancel: 'ביטול',
    cancelling: 'מבטל…',
    retry: 'ניסיון נוסף',
    signIn: 'התחברות מחדש',
    offline: 'אין חיבור כרגע. נתעדכן כשהחיבור יחזור.',
    connecting: 'מתחבר…',
    kept: 'כל מה שכבר נאסף נשמר.',
    again: 'ממשיכים מההתחלה',
  },
  en: {
    label: 'Sync from Moodle',
    percent: (value) => `${value} percent`,
    courses: (done, total) =>
      total === 0 ? 'No courses found' : `${done} of ${total} ${total === 1 ? 'course' : 'courses'}`,
    failed: (count) =>
      counted(count, { one: '1 course could not be read', many: 'courses could not be read' }),
    missing: (count) =>
      counted(count, { one: '1 course was not read in full', many: 'courses were not read in full' }),
    cancel: 'Cancel',
    cancelling: 'Cancelling…',
    retry: 'Try again',
    signIn: 'Sign in again',
    offline: 'No connection right now. We will catch up when the connection is back.',
    connecting: 'Connecting…',
    kept: 'What was gathered so far is kept.',
    again: 'Starting over',
  },
};
