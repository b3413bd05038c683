import { CATEGORIES } from '../category';
import type { Evidence, Source } from './evidence';

/**
 * What the linear model looks at: which kinds of evidence there are, and not which words. So it has learned nothing of any
 * one language, and the same numbers hold for all of them.
 */
const TARGETS: readonly Evidence['target'][] = [...CATEGORIES, 'solution'];
const INDEX = new Map(TARGETS.map((target, index) => [target, index] as const));
const COUNT = TARGETS.length;

const GROUPS = ['name', 'section', 'module', 'file_type', 'no name, section', 'no name, file_type'] as const;
const GROUP_OF_SOURCE: Partial<Readonly<Record<Source, number>>> = {
  name: 0,
  file: 0,
  section: 1,
  module: 2,
  host: 2,
  forum: 2,
  sentence: 2,
  neighbours: 1,
  file_type: 3,
};
const PAIRS = GROUPS.length * COUNT;
const NO_NAME = PAIRS + COUNT * COUNT;
const NO_SECTION = NO_NAME + 1;

/** Names of the features, in the order of their numbers. */
export const FEATURE_NAMES: readonly string[] = [
  ...GROUPS.flatMap((group) => TARGETS.map((target) => `${group}: ${target}`)),
  ...TARGETS.flatMap((first) => TARGETS.map((second) => `name: ${first} and ${second}`)),
  'no name',
  'no section',
];

/** The strongest target of each group, with the second of the name. */
export function featuresOf(evidence: readonly Evidence[]): number[] {
  const strongest = [-1, -1, -1, -1];
  const weights = [0, 0, 0, 0];
  let second = -1;
  let secondWeight = 0;
  for (const { source, target, weight } of evidence) {
    const group = GROUP_OF_SOURCE[source];
    const index = INDEX.get(target);
    if (group === undefined || index === undefined) continue;
    const most = weights[group] ?? 0;
    if (weight > most) {
      if (group === 0 && strongest[0] !== index) {
        second = strongest[0] ?? -1;
        secondWeight = most;
      }
      strongest[group] = index;
      weights[group] = weight;
    } else if (group === 0 && index !== strongest[0] && weight > secondWeight) {
      second = index;
      secondWeight = weight;
    }
  }
  return numbersOf(strongest, second);
}

function numbersOf(strongest: readonly number[], second: number): number[] {
  const [name = -1, section = -1, module = -1, fileType = -1] = strongest;
  const found: number[] = [];
  if (name >= 0) found.push(name);
  if (section >= 0) found.push(COUNT + section);
  if (module >= 0) found.push(2 * COUNT + module);
  if (fileType >= 0) found.push(3 * COUNT + fileType);
  if (name < 0 && section >= 0) found.push(4 * COUNT + section);
  if (name < 0 && fileType >= 0) found.push(5 * COUNT + fileType);
  if (name >= 0 && second >= 0) found.push(PAIRS + name * COUNT + second);
  if (name < 0) found.push(NO_NAME);
  if (section < 0) found.push(NO_SECTION);
  return found;
}
