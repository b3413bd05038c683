import type { Category } from './category';
import { type ItemReading, readItem, verdictOf } from './classify-item';
import type { ItemInput, Verdict } from './item';
import type { Evidence } from './model/evidence';
import { guessLanguage } from './lexicon/language-guess';
import { splitFileName } from './normalise/file-name';
import { tokenise } from './normalise/tokenise';
import { CONTEXT_RULES } from './structure/context-rules';
import { LINEAR_MODEL, type LinearModel } from './model/linear-model';
import type { Section } from './structure/section-evidence';
import { readSection } from './structure/section-evidence';

/** Below this an item asks its neighbours; above it, it may be asked. */
const UNSURE = 0.6;
const FEWEST_NEIGHBOURS = 3;
const MAJORITY = 0.6;
const NEIGHBOURS_WEIGHT = 1.5;
/** Where all kinds lie side by side, neighbours say nothing. */
const BASE_KINDS: Partial<Record<Category, Category>> = {
  assignment_solution: 'assignment',
  exam_solution: 'exam',
};

/** The verdicts of one course's items, in their order. What an item's own signs leave open, its section decides. */
export function classifyCourse(items: ItemInput[], model: LinearModel = LINEAR_MODEL): Verdict[] {
  const sections = new Map<string, Section>();
  let known: string | null | undefined;
  const language = (): string | null => (known === undefined ? (known = languageOfCourse(items)) : known);
  const readings = items.map((item) =>
    readItem(item, sectionOf(item, sections, language), CONTEXT_RULES, language),
  );
  const verdicts = readings.map((reading) => verdictOf(reading, model));
  const majorities = majorityBySection(items, verdicts);
  return verdicts.map((verdict, at) =>
    withNeighbours(verdict, readings[at], majorities.get(keyOf(items[at])), model),
  );
}

/** So many names tell the language of a course. */
const NAMES_READ = 60;

/** The language most words of the names point to; it decides where an item's own words leave open which language they are. */
function languageOfCourse(items: readonly ItemInput[]): string | null {
  const votes = new Map<string, number>();
  for (const { name } of items.slice(0, NAMES_READ)) {
    const language = guessLanguage(tokenise(splitFileName(name).stem));
    if (language !== null) votes.set(language, (votes.get(language) ?? 0) + 1);
  }
  let best: string | null = null;
  for (const [language, count] of votes)
    if (count > (best === null ? 0 : (votes.get(best) ?? 0))) best = language;
  return best;
}

const keyOf = (item: ItemInput | undefined): string => `${item?.modType ?? ''} ${item?.section ?? ''}`;

/** Sections are read once a course. Their words are ambiguous too seldom to ask each item for its language. */
function sectionOf(item: ItemInput, known: Map<string, Section>, language: () => string | null): Section {
  const id = `${item.language ?? ''}/${item.section ?? ''}`;
  const section = known.get(id) ?? readSection(item.section ?? '', () => item.language ?? language());
  known.set(id, section);
  return section;
}

function majorityBySection(items: readonly ItemInput[], verdicts: readonly Verdict[]): Map<string, Category> {
  const counts = new Map<string, Map<Category, number>>();
  verdicts.forEach(({ category, confidence }, at) => {
    if (confidence < UNSURE) return;
    const key = keyOf(items[at]);
    const count = counts.get(key) ?? new Map<Category, number>();
    const base = BASE_KINDS[category] ?? category;
    counts.set(key, count.set(base, (count.get(base) ?? 0) + 1));
  });
  return new Map(
    [...counts].flatMap(([key, count]) => majorityOf(count).map((category) => [key, category] as const)),
  );
}

function majorityOf(count: ReadonlyMap<Category, number>): Category[] {
  const all = [...count.values()].reduce((sum, one) => sum + one, 0);
  if (all < FEWEST_NEIGHBOURS) return [];
  return [...count].filter(([, one]) => one / all >= MAJORITY).map(([category]) => category);
}

function withNeighbours(
  verdict: Verdict,
  reading: ItemReading | undefined,
  majority: Category | undefined,
  model: LinearModel,
): Verdict {
  if (majority === undefined || reading === undefined) return verdict;
  if (verdict.confidence >= UNSURE && !isBareSolution(reading)) return verdict;
  const hint: Evidence = { source: 'neighbours', target: majority, weight: NEIGHBOURS_WEIGHT, shown: '' };
  return verdictOf({ ...reading, evidence: [...reading.evidence, hint] }, model);
}

const SOLVABLE: ReadonlySet<Evidence['target']> = new Set(['assignment', 'exam', 'recitation', 'lecture']);

/** "Solutions", and not of what. */
function isBareSolution({ evidence }: ItemReading): boolean {
  const named = evidence.some(({ source, target }) => source !== 'file_type' && SOLVABLE.has(target));
  return !named && evidence.some(({ target }) => target === 'solution');
}
