import type {
  ChangeKind,
  ChangeSubject,
  Language,
  LibraryChange,
  LocalizedText,
} from '../../../../src/contract';
import { calendarDays } from '../format/dates';

type Words = Readonly<Record<Language, string>>;
const words = (he: string, en: string): LocalizedText => ({ he, en });

const OF_ANYTHING: Readonly<Record<ChangeKind, Words>> = {
  added: words('נוסף', 'Added'),
  changed: words('השתנה', 'Changed'),
  hidden: words('הוסתר', 'Hidden'),
  released: words('נפתח', 'Opened'),
  removed: words('הוסר', 'Removed'),
  restored: words('חזר', 'Back again'),
  'deadline-moved': words('מועד ההגשה זז', 'Deadline moved'),
};

/** Where a subject has a better word than the kind alone. */
const OF_SUBJECT: Readonly<Record<ChangeSubject, Partial<Readonly<Record<ChangeKind, Words>>>>> = {
  item: {},
  file: {
    added: words('קובץ חדש', 'New file'),
    changed: words('הקובץ עודכן', 'File updated'),
    removed: words('הקובץ הוסר', 'File removed'),
    released: words('הקובץ נפתח', 'File opened'),
  },
  section: {
    added: words('חלק חדש בקורס', 'New section'),
    removed: words('הוסר מהקורס', 'Removed from the course'),
  },
  course: {
    added: words('קורס חדש', 'New course'),
    changed: words('שם הקורס השתנה', 'Course renamed'),
    removed: words('הקורס כבר לא ברשימה במודל', 'No longer listed on Moodle'),
    restored: words('הקורס חזר לרשימה במודל', 'Listed on Moodle again'),
  },
  grade: { changed: words('הציון השתנה', 'Grade changed') },
  announcement: {
    added: words('הודעה חדשה', 'New announcement'),
    changed: words('ההודעה עודכנה', 'Announcement edited'),
    removed: words('ההודעה הוסרה', 'Announcement removed'),
  },
  event: {
    added: words('אירוע חדש', 'New event'),
    changed: words('האירוע עודכן', 'Event updated'),
    removed: words('האירוע הוסר מלוח השנה', 'Removed from the calendar'),
  },
};

const has = (change: LibraryChange, field: string, test: (to: unknown, from: unknown) => boolean): boolean =>
  change.fields.some((one) => one.field === field && test(one.to, one.from));

/** The total of a course has no name of its own: it goes by the course's. */
const isTotal = ({ subject, cmid, name, courseName }: LibraryChange): boolean =>
  subject === 'grade' && cmid === null && name === courseName;

/** What the fields say better than the kind; the first that holds. */
const BY_FIELDS: readonly (readonly [test: (change: LibraryChange) => boolean, label: Words])[] = [
  [
    (change) => isTotal(change) && has(change, 'grade', () => true),
    words('הציון הכולל השתנה', 'Course total changed'),
  ],
  [
    (change) => change.subject === 'grade' && has(change, 'hidden', (to) => to === true),
    words('הציון הוסתר', 'Grade hidden'),
  ],
  [
    (change) =>
      change.subject === 'grade' && has(change, 'grade', (to, from) => from === null && to !== null),
    words('ציון חדש', 'New grade'),
  ],
  [
    (change) => change.subject === 'grade' && has(change, 'grade', (to) => to === null),
    words('הציון הוסר', 'Grade withdrawn'),
  ],
  [
    (change) =>
      change.subject === 'grade' && !has(change, 'grade', () => true) && has(change, 'feedback', () => true),
    words('משוב חדש', 'New feedback'),
  ],
  [
    (change) =>
      change.kind === 'deadline-moved' && has(change, 'dueAt', (to, from) => from === null && to !== null),
    words('נקבע מועד הגשה', 'Deadline set'),
  ],
  [
    (change) => change.kind === 'deadline-moved' && has(change, 'dueAt', (to) => to === null),
    words('מועד ההגשה בוטל', 'Deadline removed'),
  ],
  [
    (change) => change.kind === 'changed' && has(change, 'restricted', (to) => to === true),
    words('ננעל', 'Locked'),
  ],
];

const OPENED_TODAY: Words = words('נפתח היום', 'Opened today');

/** What happened, in a word or two: «נוסף», «ציון חדש», «נפתח היום». */
export function changeLabel(change: LibraryChange, now: Date, language: Language): string {
  const [, byFields] = BY_FIELDS.find(([test]) => test(change)) ?? [];
  if (byFields) return byFields[language];
  const today = calendarDays(new Date(change.at), now) === 0;
  if (change.kind === 'released' && change.subject === 'item' && today) return OPENED_TODAY[language];
  return (OF_SUBJECT[change.subject][change.kind] ?? OF_ANYTHING[change.kind])[language];
}
