import { CATEGORIES, type Category } from '../category';
import type { Evidence } from './evidence';
import { FEATURE_NAMES, featuresOf } from './features';
import trained from './linear-model.json';
import { type Distribution, emptyScores } from './scorer';

/** What training writes down. Weights are in the units of log odds; those that are not there are 0. */
export interface TrainedModel {
  readonly about: string;
  readonly seed: number;
  readonly trainedOn: Readonly<Record<string, number>>;
  readonly scale: number;
  readonly weights: Readonly<Record<string, Readonly<Partial<Record<Category, number>>>>>;
  /** Confidence is the logistic function of intercept + slope × log odds of the likeliest category. */
  readonly calibration: { readonly intercept: number; readonly slope: number; readonly ceiling: number };
}

export interface LinearModel {
  /** What the model adds to the log odds of the categories; it breaks ties, and outweighs no plain word. */
  readonly weigh: (evidence: readonly Evidence[], logits: Readonly<Record<Category, number>>) => Distribution;
  /** How many of the verdicts with this probability are right. */
  readonly confidenceOf: (probability: number) => number;
}

export const TRAINED: TrainedModel = trained;
const SMALLEST = 1e-9;
const COUNT = CATEGORIES.length;

export function linearModel(model: TrainedModel): LinearModel {
  const table = FEATURE_NAMES.map((name) => {
    const weights = Object.hasOwn(model.weights, name) ? model.weights[name] : undefined;
    return weights && Float64Array.from(CATEGORIES, (category) => weights[category] ?? 0);
  });
  const { intercept, slope, ceiling } = model.calibration;
  return {
    weigh: (evidence, logits) => weigh(table, model.scale, evidence, logits),
    confidenceOf: (probability) =>
      Math.min(ceiling, 1 / (1 + Math.exp(-intercept - slope * logOdds(probability)))),
  };
}

/** Bounded, since the rounding of floating-point numbers makes 1 of what is nearly 1. */
export function logOdds(probability: number): number {
  const bounded = Math.min(1 - SMALLEST, Math.max(SMALLEST, probability));
  return Math.log(bounded / (1 - bounded));
}

function weigh(
  table: readonly (Float64Array | undefined)[],
  scale: number,
  evidence: readonly Evidence[],
  given: Readonly<Record<Category, number>>,
): Distribution {
  const weighed = emptyScores();
  const logits = new Float64Array(COUNT);
  for (let at = 0; at < COUNT; at++) logits[at] = scale * given[CATEGORIES[at] ?? 'other'];
  for (const feature of featuresOf(evidence)) {
    const weights = table[feature];
    if (weights === undefined) continue;
    for (let at = 0; at < COUNT; at++) logits[at] = (logits[at] ?? 0) + (weights[at] ?? 0);
  }
  let highest = -Infinity;
  for (let at = 0; at < COUNT; at++) highest = Math.max(highest, logits[at] ?? 0);
  let sum = 0;
  for (let at = 0; at < COUNT; at++) sum += logits[at] = Math.exp((logits[at] ?? 0) - highest);
  for (let at = 0; at < COUNT; at++) weighed[CATEGORIES[at] ?? 'other'] = (logits[at] ?? 0) / sum;
  return weighed;
}

export const LINEAR_MODEL: LinearModel = linearModel(TRAINED);
