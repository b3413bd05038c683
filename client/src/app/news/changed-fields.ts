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

/** A field as it is told: `from` and `to` are `null` where it is only mentioned, `from` also where there was nothing before. */
export interface FieldLine {
  readonly field: string;
  readonly name: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** The fields of a change that are told, the deadline first; none that the label has said already. */
export function fieldLines(change: LibraryChange, now: Date, language: Language): FieldLine[] {
  return change.fields
    .flatMap((one): FieldLine[] => {
      const words = Object.hasOwn(FIELDS, one.field) ? FIELDS[one.field] : undefined;
      if (!words || isSaid(change, one)) return [];
      const value = (of: ChangedField['from']) => shownValue(of, words, now, language);
      const line = { field: one.field, name: words.name[language] };
      if (words.shown === 'mention' || !isNamed(one.to, words) || !isNamed(one.from, words))
        return [{ ...line, from: null, to: null }];
      return [{ ...line, from: one.from === null ? null : value(one.from), to: value(one.to) }];
    })
    .toSorted((a, b) => Number(b.field === 'dueAt') - Number(a.field === 'dueAt'));
}

/** «נפתח» and «ננעל» say it already. */
const isSaid = ({ kind }: LibraryChange, { field: name, to }: ChangedField): boolean =>
  name === 'restricted' && (kind === 'released' || to === true);

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
