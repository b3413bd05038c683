import type { Category, LibraryItem } from '../../../../src/contract';

/** Below this a category would be wrong as often as not, and more: the page says that the item is not classified. */
export const UNCLASSIFIED_BELOW = 0.4;

/** The category under which an item is shown, or null when it is not classified, or not surely enough. */
export function shownCategory({
  category,
  confidence,
}: Pick<LibraryItem, 'category' | 'confidence'>): Category | null {
  return confidence !== null && confidence < UNCLASSIFIED_BELOW ? null : category;
}
