import type { ItemClassification, ItemReason } from '../../contract';
import { agreedCategory, type Choice } from './agreed-category';

/** What students of a course said of one of its items. */
export interface ItemCorrections {
  readonly choices: readonly Choice[];
  /** How many students have the course here; looked up only where so many say the same that it matters. */
  readonly classmates: number | null;
}

export type StoredVerdict = Omit<ItemClassification, 'categorySource'>;

/** Says that students did, never who or how many. */
const REASONS = {
  student: { code: 'corrected_by_student', he: 'את/ה סיווגת כך', en: 'You sorted it here' },
  course: {
    code: 'corrected_by_course',
    he: 'סטודנטים בקורס סיווגו כך',
    en: 'Students of the course sorted it here',
  },
} as const satisfies Record<string, ItemReason>;

/** What an item is to a student: what they said themselves, else what the course's students agree on, else what the classification found. */
export function itemClassification(
  verdict: StoredVerdict,
  corrections: ItemCorrections | undefined,
): ItemClassification {
  const { choices, classmates } = corrections ?? { choices: [], classmates: null };
  const own = choices.find((choice) => choice.own)?.category ?? null;
  if (own !== null) return corrected(own, 'student');
  const agreed = classmates === null ? null : agreedCategory(choices, classmates);
  if (agreed !== null) return corrected(agreed, 'course');
  const { category, confidence, reasons } = verdict;
  return { category, confidence, reasons, categorySource: 'spike' };
}

const corrected = (
  category: NonNullable<ItemClassification['category']>,
  categorySource: 'student' | 'course',
): ItemClassification => ({ category, confidence: 1, reasons: [REASONS[categorySource]], categorySource });
