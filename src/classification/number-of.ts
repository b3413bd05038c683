import type { Category } from './category';
import type { ItemNumber } from './item';
import { itemNumber } from './item-number';
import { matchTerms } from './lexicon/match';
import { splitFileName } from './normalise/file-name';
import { tokenise } from './normalise/tokenise';
import { withoutTypeWord } from './normalise/type-words';

/** The number by which an item sorts among those of a category, from its name alone: a fraction of the work of classifying it. */
export function numberOf(item: { modType: string; name: string }, category: Category): ItemNumber | null {
  const tokens = withoutTypeWord(tokenise(splitFileName(item.name).stem), item.modType);
  return itemNumber(tokens, matchTerms(tokens, { place: 'name', language: () => null }), category);
}
