import type { Category, ItemNumber, RelatedItem } from '../../contract';

interface Numbered {
  readonly id: string;
  readonly category: Category | null;
  readonly number: ItemNumber | null;
}

type Relation = RelatedItem['as'];

/** What leads from one category to another, and as what: an exercise to its solution, and to the recitation of the same number. */
const RELATIONS: readonly (readonly [from: Category, to: Category, as: Relation])[] = [
  ['assignment', 'assignment_solution', 'solution'],
  ['assignment_solution', 'assignment', 'task'],
  ['exam', 'exam_solution', 'solution'],
  ['exam_solution', 'exam', 'task'],
  ['assignment', 'recitation', 'recitation'],
  ['recitation', 'assignment', 'task'],
];

/** "Ex. 2a" belongs to "ex. 2", and to "ex. 2a", not to "ex. 2b". */
const isSame = (a: ItemNumber, b: ItemNumber): boolean =>
  a.value === b.value && (a.part === b.part || a.part === null || b.part === null);

/** More of one kind than these mean that the numbers count something else. */
const MOST = 4;

/** By item; only those whose own names bear the number. */
export function relatedItems(items: readonly Numbered[]): ReadonlyMap<string, readonly RelatedItem[]> {
  const byPlace = new Map<string, (Numbered & { readonly number: ItemNumber })[]>();
  const placeOf = (category: Category, value: number): string => `${category} ${value}`;
  for (const item of items) {
    const { category, number } = item;
    if (category === null || number === null) continue;
    const place = placeOf(category, number.value);
    const known = byPlace.get(place);
    if (known) known.push({ ...item, number });
    else byPlace.set(place, [{ ...item, number }]);
  }
  const related = new Map<string, RelatedItem[]>();
  for (const { id, category, number } of items) {
    if (category === null || number === null) continue;
    const found = RELATIONS.filter(([from]) => from === category).flatMap(([, to, as]) => {
      const others = (byPlace.get(placeOf(to, number.value)) ?? []).filter((other) =>
        isSame(number, other.number),
      );
      return others.length > MOST ? [] : others.map((other) => ({ itemId: other.id, as }));
    });
    if (found.length > 0) related.set(id, found);
  }
  return related;
}
