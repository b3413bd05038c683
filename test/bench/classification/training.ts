import { CATEGORIES, type Category } from '../../../src/classification';
import { readItem } from '../../../src/classification/classify-item';
import { FEATURE_NAMES, featuresOf } from '../../../src/classification/model/features';
import { linearModel, logOdds, type TrainedModel } from '../../../src/classification/model/linear-model';
import { scoreEvidence } from '../../../src/classification/model/scorer';
import type { LabelledItem } from './labelled-file';

/** One item as the model sees it. */
export interface Example {
  readonly item: LabelledItem;
  readonly expected: number;
  readonly logits: Float64Array;
  readonly features: readonly number[];
  /** How much it counts. */
  readonly weight: number;
}

const ITERATIONS = 120;
const RATE = 1.2;
const DECAY = 0.006;
const MOST = 2.5;
const SCALE = 1;
const CLASSES = CATEGORIES.length;
/** No claim goes above: what was never seen holds what no rule foresaw. */
const CEILING = 0.97;

export function exampleOf(item: LabelledItem, weight: number): Example {
  const { evidence } = readItem({ modType: item.modType, name: item.name, section: item.section });
  const scored = scoreEvidence(evidence);
  return {
    item,
    weight,
    expected: CATEGORIES.indexOf(item.category),
    logits: Float64Array.from(CATEGORIES, (category) => SCALE * Math.log(Math.max(1e-9, scored[category]))),
    features: featuresOf(evidence),
  };
}

/** Multinomial logistic regression on top of the scores, by gradient descent from nothing: the same examples give the same weights. */
export function fitWeights(examples: readonly Example[]): Float64Array {
  const weights = new Float64Array(FEATURE_NAMES.length * CLASSES);
  const gradient = new Float64Array(weights.length);
  const total = examples.reduce((sum, { weight }) => sum + weight, 0);
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    gradient.fill(0);
    for (const example of examples) addGradient(example, weights, gradient);
    for (let at = 0; at < weights.length; at++) {
      const step = (gradient[at] ?? 0) / Math.sqrt(total) - DECAY * total * 0.01 * (weights[at] ?? 0);
      const moved = (weights[at] ?? 0) + (RATE * step) / Math.sqrt(total);
      weights[at] = Math.max(-MOST, Math.min(MOST, moved));
    }
  }
  return weights;
}

function addGradient(example: Example, weights: Float64Array, gradient: Float64Array): void {
  const shares = sharesOf(example, weights);
  for (const feature of example.features) {
    for (let at = 0; at < CLASSES; at++) {
      const wanted = at === example.expected ? 1 : 0;
      const index = feature * CLASSES + at;
      gradient[index] = (gradient[index] ?? 0) + example.weight * (wanted - (shares[at] ?? 0));
    }
  }
}

export function sharesOf({ logits, features }: Example, weights: Float64Array): Float64Array {
  const shares = Float64Array.from(logits);
  for (const feature of features)
    for (let at = 0; at < CLASSES; at++)
      shares[at] = (shares[at] ?? 0) + (weights[feature * CLASSES + at] ?? 0);
  const highest = Math.max(...shares);
  let sum = 0;
  for (let at = 0; at < CLASSES; at++) sum += shares[at] = Math.exp((shares[at] ?? 0) - highest);
  for (let at = 0; at < CLASSES; at++) shares[at] = (shares[at] ?? 0) / sum;
  return shares;
}

/** A probability that was claimed, and whether the verdict was right. */
export interface Claim {
  readonly probability: number;
  readonly right: boolean;
  readonly weight: number;
}

/**
 * Rules were written with these items in sight. On 288 items that were labelled before any rule had seen them, mistakes were three times as
 * frequent as they are on the same items now: so each counts three times.
 */
const MISTAKE = 3;

export interface Calibration {
  readonly intercept: number;
  readonly slope: number;
  readonly ceiling: number;
}

/** Platt's scaling, by Newton's method on two numbers, with a weak pull towards leaving probabilities as they are. */
export function calibrate(claims: readonly Claim[]): Calibration {
  let intercept = 0;
  let slope = 1;
  const pull = 1;
  for (let iteration = 0; iteration < 50; iteration++) {
    let [g0, g1, h00, h01, h11] = [-pull * intercept, -pull * (slope - 1), pull, 0, pull];
    for (const { probability, right, weight: counted } of claims) {
      const weight = right ? counted : MISTAKE * counted;
      const odds = Math.min(12, logOdds(probability));
      const claimed = 1 / (1 + Math.exp(-intercept - slope * odds));
      const error = weight * ((right ? 1 : 0) - claimed);
      const spread = weight * claimed * (1 - claimed);
      g0 += error;
      g1 += error * odds;
      h00 += spread;
      h01 += spread * odds;
      h11 += spread * odds * odds;
    }
    const determinant = h00 * h11 - h01 * h01;
    intercept += (h11 * g0 - h01 * g1) / determinant;
    slope += (h00 * g1 - h01 * g0) / determinant;
  }
  return { intercept: rounded(intercept), slope: rounded(Math.max(0.1, slope)), ceiling: CEILING };
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

/** What is written down: rounded, and without the weights that do nothing. */
export function trainedModel(
  weights: Float64Array,
  calibration: Calibration,
  seed: number,
  trainedOn: Readonly<Record<string, number>>,
): TrainedModel {
  const named: Record<string, Partial<Record<Category, number>>> = {};
  FEATURE_NAMES.forEach((name, feature) => {
    const row: Partial<Record<Category, number>> = {};
    CATEGORIES.forEach((category, at) => {
      const weight = rounded(weights[feature * CLASSES + at] ?? 0);
      if (Math.abs(weight) >= 0.02) row[category] = weight;
    });
    if (Object.keys(row).length > 0) named[name] = row;
  });
  return {
    about:
      'Written by npm run train:classification. Features are kinds of evidence; weights add to log odds.',
    seed,
    trainedOn,
    scale: SCALE,
    weights: named,
    calibration,
  };
}

export { linearModel };
