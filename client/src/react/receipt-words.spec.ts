import { errorReport, type CourseReceipt } from '../../../src/contract';
import { isIncomplete, missingText, receiptSentence } from './receipt-words';

type Short = 'read' | 'partial' | 'partial!' | 'failed' | 'failed!' | 'skipped';

/** `!` is a course that is not tried again by itself. */
const receipt = (...outcomes: Short[]): CourseReceipt[] =>
  outcomes.map((short, index) => ({
    moodleId: index,
    name: `course ${index}`,
    outcome: short.replace('!', '') as CourseReceipt['outcome'],
    error: null,
    parts: [],
    staleSince: null,
    triedAgain: short !== 'read' && !short.endsWith('!'),
    requests: 1,
    bytes: 1,
    ms: 1,
  }));
const times = (n: number, outcome: Short): Short[] => Array.from({ length: n }, () => outcome);

describe('receiptSentence', () => {
  it.each<[string, Short[], string, string]>([
    [
      'one of eight failed',
      [...times(7, 'read'), 'failed'],
      '7 מתוך 8 קורסים נקראו. קורס אחד ינוסה שוב בסנכרון הבא.',
      '7 of 8 courses were read. One will be tried again in the next sync.',
    ],
    [
      'two that are tried again',
      [...times(6, 'read'), 'failed', 'skipped'],
      '6 מתוך 8 קורסים נקראו. שני קורסים ינוסו שוב בסנכרון הבא.',
      '6 of 8 courses were read. 2 will be tried again in the next sync.',
    ],
    [
      'one of each',
      [...times(5, 'read'), 'failed', 'failed!'],
      '5 מתוך 7 קורסים נקראו. קורס אחד ינוסה שוב בסנכרון הבא. קורס אחד לא ינוסה שוב מעצמו.',
      '5 of 7 courses were read. One will be tried again in the next sync. One will not be tried again automatically.',
    ],
    [
      'many that are not tried again',
      ['read', ...times(3, 'failed!')],
      'קורס אחד מתוך 4 נקרא. 3 קורסים לא ינוסו שוב מעצמם.',
      '1 of 4 courses was read. 3 will not be tried again automatically.',
    ],
    ['all', times(8, 'read'), 'כל 8 הקורסים נקראו.', 'All 8 courses were read.'],
    ['both', times(2, 'read'), 'שני הקורסים נקראו.', 'Both courses were read.'],
    ['the only one', ['read'], 'הקורס נקרא.', 'The course was read.'],
    [
      'not the only one',
      ['failed'],
      'הקורס לא נקרא. הוא ינוסה שוב בסנכרון הבא.',
      'The course was not read. It will be tried again in the next sync.',
    ],
    [
      'none of many',
      times(5, 'skipped'),
      'אף אחד מ־5 הקורסים לא נקרא. 5 קורסים ינוסו שוב בסנכרון הבא.',
      'None of 5 courses was read. 5 will be tried again in the next sync.',
    ],
    [
      'one in part',
      [...times(7, 'read'), 'partial'],
      'כל 8 הקורסים נקראו, אחד מהם חלקית. מה שחסר ינוסה שוב בסנכרון הבא.',
      'All 8 courses were read, one of them in part. What is missing will be tried again in the next sync.',
    ],
    [
      'many in part, not all of it tried again',
      ['read', ...times(3, 'partial'), 'partial!'],
      'כל 5 הקורסים נקראו, 4 מהם חלקית. חלק ממה שחסר ינוסה שוב בסנכרון הבא.',
      'All 5 courses were read, 4 of them in part. Some of what is missing will be tried again in the next sync.',
    ],
    [
      'two in part and final',
      ['read', 'partial!', 'partial!'],
      'כל 3 הקורסים נקראו, שניים מהם חלקית. מה שחסר לא ינוסה שוב מעצמו.',
      'All 3 courses were read, 2 of them in part. What is missing will not be tried again automatically.',
    ],
    [
      'all in part',
      ['partial', 'partial'],
      'שני הקורסים נקראו, כולם חלקית. מה שחסר ינוסה שוב בסנכרון הבא.',
      'Both courses were read, all of them in part. What is missing will be tried again in the next sync.',
    ],
    ['no course', [], '', ''],
  ])('says of %s', (_case, outcomes, he, en) => {
    expect(receiptSentence(receipt(...outcomes), 'he')).toBe(he);
    expect(receiptSentence(receipt(...outcomes), 'en')).toBe(en);
  });
});

describe('isIncomplete', () => {
  it('is true as soon as one course is not wholly there', () => {
    expect(isIncomplete(receipt('read', 'read'))).toBe(false);
    expect(isIncomplete(receipt('read', 'partial'))).toBe(true);
    expect(isIncomplete(receipt('skipped'))).toBe(true);
  });
});

describe('missingText', () => {
  const [course] = receipt('partial');
  it('names why a course failed, or which parts are missing', () => {
    if (!course) throw new Error('no course');
    const error = errorReport('moodle.busy');
    expect(missingText({ ...course, error }, 'he')).toBe(error.message.he);
    const parts = [
      { part: 'grades', error },
      { part: 'announcements', error: errorReport('moodle.timeout') },
    ] as const;
    expect(missingText({ ...course, parts }, 'he')).toBe(`לא נקראו: ציונים, הודעות (${error.message.he})`);
    expect(missingText({ ...course, parts }, 'en')).toBe(
      `Not read: grades, announcements (${error.message.en})`,
    );
    expect(missingText(course, 'en')).toBeNull();
  });
});
