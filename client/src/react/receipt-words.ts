import type { CoursePart, CourseReceipt, Language, LocalizedText } from '../../../src/contract';
import { counted } from './plural';

/** What of a course can be missing, in a student's words. */
export const COURSE_PARTS: Readonly<Record<CoursePart, LocalizedText>> = {
  contents: { he: 'תוכן הקורס', en: 'course content' },
  assignments: { he: 'מטלות', en: 'assignments' },
  submissions: { he: 'הגשות', en: 'submissions' },
  quizzes: { he: 'בחנים', en: 'quizzes' },
  grades: { he: 'ציונים', en: 'grades' },
  announcements: { he: 'הודעות', en: 'announcements' },
  calendar: { he: 'לוח השנה', en: 'calendar' },
  texts: { he: 'טקסטים של דפים וספרים', en: 'texts of pages and books' },
  details: { he: 'פרטי הקורס', en: 'course details' },
};

interface Tally {
  readonly total: number;
  readonly read: number;
  readonly partial: number;
  /** Not read at all, and asked for again by the next sync. */
  readonly again: number;
  /** Not read at all, and not asked for again by itself. */
  readonly left: number;
  readonly partsAgain: number;
  readonly partsLeft: number;
}

function tally(receipt: readonly CourseReceipt[]): Tally {
  const number = (test: (course: CourseReceipt) => boolean): number => receipt.filter(test).length;
  const isPartial = ({ outcome }: CourseReceipt) => outcome === 'partial';
  const isMissing = ({ outcome }: CourseReceipt) => outcome !== 'partial' && outcome !== 'read';
  const partial = number(isPartial);
  return {
    total: receipt.length,
    read: number(({ outcome }) => outcome === 'read') + partial,
    partial,
    again: number((course) => isMissing(course) && course.triedAgain),
    left: number((course) => isMissing(course) && !course.triedAgain),
    partsAgain: number((course) => isPartial(course) && course.triedAgain),
    partsLeft: number((course) => isPartial(course) && !course.triedAgain),
  };
}

type Sentences = (tally: Tally) => readonly (string | false)[];

const HEBREW: Sentences = ({ total, read, partial, again, left, partsAgain, partsLeft }) => [
  `${readInHebrew(read, total)}${partial > 0 ? partialInHebrew(partial, read) : ''}.`,
  again > 0 &&
    counted(again, {
      one: `${total === 1 ? 'הוא' : 'קורס אחד'} ינוסה שוב בסנכרון הבא.`,
      two: 'שני קורסים ינוסו שוב בסנכרון הבא.',
      many: 'קורסים ינוסו שוב בסנכרון הבא.',
    }),
  left > 0 &&
    counted(left, {
      one: `${total === 1 ? 'הוא' : 'קורס אחד'} לא ינוסה שוב מעצמו.`,
      two: 'שני קורסים לא ינוסו שוב מעצמם.',
      many: 'קורסים לא ינוסו שוב מעצמם.',
    }),
  partsAgain > 0 && partsLeft === 0 && 'מה שחסר ינוסה שוב בסנכרון הבא.',
  partsAgain > 0 && partsLeft > 0 && 'חלק ממה שחסר ינוסה שוב בסנכרון הבא.',
  partsAgain === 0 && partsLeft > 0 && 'מה שחסר לא ינוסה שוב מעצמו.',
];

function readInHebrew(read: number, total: number): string {
  if (total === 1) return read === 1 ? 'הקורס נקרא' : 'הקורס לא נקרא';
  if (read === total) return total === 2 ? 'שני הקורסים נקראו' : `כל ${total} הקורסים נקראו`;
  if (read === 0) return total === 2 ? 'שני הקורסים לא נקראו' : `אף אחד מ־${total} הקורסים לא נקרא`;
  return read === 1 ? `קורס אחד מתוך ${total} נקרא` : `${read} מתוך ${total} קורסים נקראו`;
}

function partialInHebrew(partial: number, read: number): string {
  if (partial === read) return partial > 1 ? ', כולם חלקית' : ' חלקית';
  return `, ${counted(partial, { one: 'אחד', two: 'שניים', many: '' }).trim()} מהם חלקית`;
}

const ENGLISH: Sentences = ({ total, read, partial, again, left, partsAgain, partsLeft }) => [
  `${readInEnglish(read, total)}${partial > 0 ? partialInEnglish(partial, read) : ''}.`,
  again > 0 && `${total === 1 ? 'It' : again === 1 ? 'One' : again} will be tried again in the next sync.`,
  left > 0 && `${total === 1 ? 'It' : left === 1 ? 'One' : left} will not be tried again automatically.`,
  partsAgain > 0 && partsLeft === 0 && 'What is missing will be tried again in the next sync.',
  partsAgain > 0 && partsLeft > 0 && 'Some of what is missing will be tried again in the next sync.',
  partsAgain === 0 && partsLeft > 0 && 'What is missing will not be tried again automatically.',
];

function readInEnglish(read: number, total: number): string {
  if (total === 1) return read === 1 ? 'The course was read' : 'The course was not read';
  if (read === total) return total === 2 ? 'Both courses were read' : `All ${total} courses were read`;
  if (read === 0) return total === 2 ? 'Neither course was read' : `None of ${total} courses was read`;
  return `${read} of ${total} courses ${read === 1 ? 'was' : 'were'} read`;
}

function partialInEnglish(partial: number, read: number): string {
  if (partial === read) return partial > 1 ? ', all of them in part' : ' in part';
  return `, ${partial === 1 ? 'one' : partial} of them in part`;
}

const SENTENCES: Readonly<Record<Language, Sentences>> = { he: HEBREW, en: ENGLISH };

/** What became of the courses of a job that has ended, in a sentence or two; empty where no course was listed. */
export function receiptSentence(receipt: readonly CourseReceipt[], language: Language): string {
  if (receipt.length === 0) return '';
  return SENTENCES[language](tally(receipt))
    .filter((sentence) => sentence !== false)
    .join(' ');
}

/** Whether something that was asked for is not there. */
export const isIncomplete = (receipt: readonly CourseReceipt[]): boolean =>
  receipt.some(({ outcome }) => outcome !== 'read');

/** Why a course is not (wholly) there: its error, or the parts that are missing and the first of their errors. */
export function missingText({ error, parts }: CourseReceipt, language: Language): string | null {
  if (error) return error.message[language];
  const [first] = parts;
  if (!first) return null;
  const names = parts.map(({ part }) => COURSE_PARTS[part][language]).join(', ');
  return language === 'he'
    ? `לא נקראו: ${names} (${first.error.message.he})`
    : `Not read: ${names} (${first.error.message.en})`;
}
