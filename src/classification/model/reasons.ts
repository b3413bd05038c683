import type { Category } from '../category';
import type { Reason } from '../item';
import { type Evidence, REASON_OF_SOURCE, type Source } from './evidence';

type Wording = (shown: string) => { he: string; en: string };

const WORDINGS: Readonly<Record<Source, Wording>> = {
  name: (term) => ({ he: `השם מכיל ״${term}״`, en: `The name contains “${term}”` }),
  file: (term) => ({ he: `שם הקובץ מכיל ״${term}״`, en: `The file name contains “${term}”` }),
  section: (term) => ({ he: `נמצא תחת ״${term}״`, en: `It stands under “${term}”` }),
  module: (type) => ({ he: `סוג הפריט במודל: ${type}`, en: `Its type in Moodle: ${type}` }),
  forum: () => ({ he: 'זה פורום ההודעות של הקורס', en: 'It is the course’s announcements forum' }),
  file_type: (extension) => ({ he: `סוג הקובץ: ${extension}`, en: `File type: ${extension}` }),
  host: (host) => ({ he: `הקישור מוביל אל ${host}`, en: `The link leads to ${host}` }),
  sentence: () => ({ he: 'השם מנוסח כהודעה', en: 'The name reads like a message' }),
  neighbours: () => ({ he: 'כך סווגו הפריטים שלצידו', en: 'So are the items beside it' }),
  default: () => ({ he: 'לא נמצא רמז ברור', en: 'No clear sign was found' }),
};

const MOST_REASONS = 3;

const SOLVED: ReadonlySet<Category> = new Set(['assignment_solution', 'exam_solution', 'recitation']);
const UNSOLVED: Partial<Record<Category, Category>> = {
  assignment_solution: 'assignment',
  exam_solution: 'exam',
};

/** The strongest evidence for a category, in words; never empty. */
export function reasonsFor(category: Category, evidence: readonly Evidence[]): Reason[] {
  const base = UNSOLVED[category];
  const telling = evidence
    .filter(
      ({ target }) =>
        target === category || target === base || (target === 'solution' && SOLVED.has(category)),
    )
    .sort((a, b) => rank(b) - rank(a));
  const reasons: Reason[] = [];
  for (const item of telling) {
    const reason = toReason(item);
    if (!reasons.some((known) => known.he === reason.he)) reasons.push(reason);
    if (reasons.length === MOST_REASONS) break;
  }
  return reasons.length > 0 ? reasons : [{ code: 'nothing_known', ...WORDINGS.default('') }];
}

/** Solutions are weighed from 0 to 1, and tell a student the most. */
const rank = ({ target, weight }: Evidence): number => (target === 'solution' ? 10 * weight : weight);

function toReason({ source, target, shown }: Evidence): Reason {
  const code = target === 'solution' ? 'solution_term' : REASON_OF_SOURCE[source];
  if (source !== 'module') return { code, ...WORDINGS[source](shown.normalize('NFC')) };
  const [he = '', en = ''] = shown.split('|');
  return { code, he: WORDINGS.module(he).he, en: WORDINGS.module(en).en };
}
