import type { ChangedField, Language, LibraryChange, LocalizedText } from '../../../../src/contract';
import { dayAndTime } from '../format/dates';
import { fileSize } from '../format/numbers';

/** How a field's values are shown; a `mention` is named without them, because they are long or say nothing by themselves. */
type Shown = 'text' | 'moment' | 'bytes' | 'flag' | 'mention';

interface FieldWords {
  readonly name: LocalizedText;
  readonly shown: Shown;
  /** Names of the values Moodle's words stand for. */
  readonly values?: Readonly<Record<string, LocalizedText>>;
}

const field = (he: string, en: string, shown: Shown, values?: FieldWords['values']): FieldWords => ({
  name: { he, en },
  shown,
  ...(values ? { values } : {}),
});

/** Fields that mean something to a student; what is not here is not shown. */
const FIELDS: Readonly<Record<string, FieldWords>> = {
  dueAt: field('מועד הגשה', 'Due', 'moment'),
  deadlineSource: field('סוג המועד', 'Kind of deadline', 'text', {
    duedate: { he: 'מועד רגיל', en: 'regular' },
    override: { he: 'מועד אישי', en: 'personal' },
    extension: { he: 'הארכה', en: 'extension' },
    cutoff: { he: 'סגירה', en: 'closing time' },
    timeclose: { he: 'סגירה', en: 'closing time' },
  }),
  opensAt: field('פתיחה', 'Opens', 'moment'),
  cutoffAt: field('סגירה סופית', 'Accepted until', 'moment'),
  startsAt: field('התחלה', 'Starts', 'moment'),
  endsAt: field('סיום', 'Ends', 'moment'),
  grade: field('ציון', 'Grade', 'text'),
  max: field('ציון מרבי', 'Highest grade', 'text'),
  feedback: field('משוב', 'Feedback', 'mention'),
  submissionStatus: field('הגשה', 'Submission', 'text', {
    none: { he: 'לא הוגש', en: 'not handed in' },
    draft: { he: 'טיוטה', en: 'draft' },
    submitted: { he: 'הוגש', en: 'handed in' },
    reopened: { he: 'נפתח מחדש', en: 'reopened' },
  }),
  name: field('שם', 'Name', 'text'),
  subject: field('נושא', 'Subject', 'text'),
  section: field('מקום בקורס', 'Place in the course', 'text'),
  restricted: field('נעול', 'Locked', 'flag'),
  restrictionReason: field('תנאי הגישה', 'Conditions', 'mention'),
  description: field('תיאור', 'Description', 'mention'),
  summary: field('תקציר', 'Summary', 'mention'),
  text: field('תוכן', 'Content', 'mention'),
  message: field('תוכן ההודעה', 'Message', 'mention'),
  externalUrl: field('כתובת הקישור', 'Link address', 'mention'),
  size: field('גודל', 'Size', 'bytes'),
};

const NONE: LocalizedText = { he: 'אין', en: 'none' };
const FLAGS: Readonly<Record<'true' | 'false', LocalizedText>> = {
  true: { he: 'כן', en: 'yes' },
  false: { he: 'לא', en: 'no' },
};

/** A field as it is told; `from` is `null` where there was nothing before. */
export interface FieldLine {
  readonly field: string;
  readonly name: string;
  readonly from: string | null;
  readonly to: string;
}

/** What the fields of a change say beside its label: values that moved, the deadline first, and names of what else is different. */
export function fieldLines(
  change: LibraryChange,
  now: Date,
  language: Language,
): { readonly lines: readonly FieldLine[]; readonly mentioned: readonly string[] } {
  const told = change.fields.flatMap((one) => {
    const words = Object.hasOwn(FIELDS, one.field) ? FIELDS[one.field] : undefined;
    return words && !isSaid(change, one) ? [{ ...one, words, name: words.name[language] }] : [];
  });
  const isMentioned = ({ words, from, to }: (typeof told)[number]): boolean =>
    words.shown === 'mention' || !isNamed(from, words) || !isNamed(to, words);
  return {
    lines: told
      .filter((one) => !isMentioned(one))
      .map(({ field: id, name, words, from, to }) => ({
        field: id,
        name,
        from: from === null ? null : shownValue(from, words, now, language),
        to: shownValue(to, words, now, language),
      }))
      .toSorted((a, b) => Number(b.field === 'dueAt') - Number(a.field === 'dueAt')),
    mentioned: told.filter(isMentioned).map(({ name }) => name),
  };
}

/** The label says it already, or another field does: «נפתח», «ננעל», «משוב חדש», a closing time that is the deadline. */
function isSaid({ kind, subject, fields }: LibraryChange, { field: id, from, to }: ChangedField): boolean {
  if (id === 'restricted') return kind === 'released' || to === true;
  if (id === 'hidden') return true;
  if (id === 'feedback') return subject === 'grade' && !fields.some((one) => one.field === 'grade');
  const due = fields.find((one) => one.field === 'dueAt');
  return id === 'cutoffAt' && due?.from === from && due.to === to;
}
/** A word of Moodle's that has no name here is not shown. */
const isNamed = (value: ChangedField['from'], { values }: FieldWords): boolean =>
  values === undefined || value === null || Object.hasOwn(values, String(value));

function shownValue(
  value: ChangedField['from'],
  { shown, values = {} }: FieldWords,
  now: Date,
  language: Language,
): string {
  if (value === null || value === '') return NONE[language];
  if (typeof value === 'boolean') return FLAGS[value ? 'true' : 'false'][language];
  if (shown === 'moment') return dayAndTime(new Date(value), now, language);
  if (shown === 'bytes') return fileSize(Number(value));
  return values[String(value)]?.[language] ?? String(value);
}
