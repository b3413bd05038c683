import { CATEGORIES, classifyCourse } from '../../../src/classification';
import type { DataSet } from './data-sets';
import { type GradedItem, gradeItems } from './grade-items';
import { groupBy } from './measures';
import {
  calibrate,
  type Claim,
  type Example,
  exampleOf,
  fitWeights,
  linearModel,
  sharesOf,
  trainedModel,
} from './training';

export interface FoldResult {
  readonly set: string;
  readonly graded: readonly GradedItem[];
  readonly claims: readonly Claim[];
}

export const examplesOf = (sets: readonly DataSet[]): Example[] =>
  sets.flatMap(({ items, weight }) => items.map((item) => exampleOf(item, weight)));

/** Trains without one source, grades on it, and so for each source of the sets named. */
export function leaveOneSourceOut(sets: readonly DataSet[], named: readonly string[]): FoldResult[] {
  const examples = examplesOf(sets);
  const identity = { intercept: 0, slope: 1, ceiling: 1 };
  return sets
    .filter(({ name }) => named.includes(name))
    .flatMap(({ name, items }) =>
      [...groupBy(items, ({ source }) => source)].map(([source, held]) => {
        const weights = fitWeights(examples.filter(({ item }) => item.source !== source));
        const model = linearModel(trainedModel(weights, identity, 0, {}));
        const graded = gradeItems(held, (course) =>
          classifyCourse(
            course.map((item) => ({ modType: item.modType, name: item.name, section: item.section })),
            model,
          ),
        );
        const claims = examples
          .filter(({ item }) => item.source === source)
          .map((example) => claimOf(example, weights));
        return { set: name, graded, claims };
      }),
    );
}

function claimOf(example: Example, weights: Float64Array): Claim {
  const shares = sharesOf(example, weights);
  const probability = Math.max(...shares);
  const found = CATEGORIES[shares.indexOf(probability)];
  return { probability, right: found === example.item.category, weight: example.weight };
}

export const calibrationFrom = (folds: readonly FoldResult[]) =>
  calibrate(folds.flatMap(({ claims }) => claims));
