import { CATEGORIES, type Category } from '../category';
import type { Evidence, Source } from './evidence';
import { type ModelParameters, PARAMETERS } from './parameters';

/** Probability of each category; the values add up to 1. */
export type Distribution = Readonly<Record<Category, number>>;

/** Turns evidence into a distribution. The one seam at which a trained model replaces the weights set by hand. */
export type Scorer = (evidence: readonly Evidence[]) => Distribution;

type Scores = Record<Category, number>;

export const emptyScores = (): Scores => ({
  lecture: 0,
  recitation: 0,
  assignment: 0,
  assignment_solution: 0,
  exam: 0,
  exam_solution: 0,
  summary_or_formula_sheet: 0,
  recording: 0,
  syllabus_or_admin: 0,
  reading: 0,
  code_or_data: 0,
  announcement: 0,
  link_or_tool: 0,
  other: 0,
});

/** Adds weights per source, applies the solution axis, and normalises. */
export function scoreEvidence(
  evidence: readonly Evidence[],
  parameters: ModelParameters = PARAMETERS,
): Distribution {
  return softmax(scoresOf(evidence, parameters), parameters.temperature);
}

/** The same before it is normalised: log odds, up to what is added to all of them. */
export function logitsOf(
  evidence: readonly Evidence[],
  parameters: ModelParameters = PARAMETERS,
): Readonly<Record<Category, number>> {
  const scores = scoresOf(evidence, parameters);
  for (const category of CATEGORIES) scores[category] /= parameters.temperature;
  return scores;
}

function scoresOf(evidence: readonly Evidence[], parameters: ModelParameters): Scores {
  const scores = emptyScores();
  const nameIsClear = strongest(evidence, 'name') >= parameters.clearName;
  addBySource(scores, evidence, nameIsClear, parameters);
  applySolution(scores, evidence, parameters);
  return scores;
}

function strongest(evidence: readonly Evidence[], source: Source): number {
  let most = 0;
  for (const { source: from, weight, target } of evidence) {
    if (from === source && target !== 'solution' && weight > most) most = weight;
  }
  return most;
}

function addBySource(
  scores: Scores,
  evidence: readonly Evidence[],
  nameIsClear: boolean,
  parameters: ModelParameters,
): void {
  for (let at = 0; at < evidence.length; at++) {
    const item = evidence[at];
    if (item === undefined || item.target === 'solution') continue;
    const repeats = evidence.some((other, index) => index !== at && outranks(other, index, item, at));
    const damped = item.source === 'section' && nameIsClear ? parameters.sectionUnderName : 1;
    scores[item.target] += item.weight * damped * (repeats ? parameters.repeated : 1);
  }
}

/** Whether another piece from the same source already says the same at least as strongly. */
function outranks(other: Evidence, index: number, item: Evidence, at: number): boolean {
  if (other.source !== item.source || other.target !== item.target) return false;
  return other.weight > item.weight || (other.weight === item.weight && index < at);
}

/** How surely the item is a solution, 0 to 1. */
export function solutionStrength(evidence: readonly Evidence[]): number {
  let strength = 0;
  for (const { target, weight } of evidence)
    if (target === 'solution' && weight > strength) strength = weight;
  return Math.min(strength, 1);
}

/** A solved recitation stays a recitation and a solved lecture a lecture; what is solved else moves as a whole. */
function applySolution(scores: Scores, evidence: readonly Evidence[], parameters: ModelParameters): void {
  const strength = solutionStrength(evidence);
  if (strength === 0) return;
  const { assignment, exam, recitation, lecture } = scores;
  const solvable = Math.max(assignment, exam);
  const bonus = parameters.solved * strength;
  if (recitation > solvable) {
    scores.recitation += bonus;
    return;
  }
  if (lecture >= parameters.clearName && lecture > solvable) return;
  scores.assignment_solution += assignment + bonus + (solvable === 0 ? parameters.solvedAssignmentPrior : 0);
  if (exam > 0) scores.exam_solution += exam + bonus;
  scores.assignment = Math.max(0, assignment - parameters.unsolved * strength);
  scores.exam = Math.max(0, exam - parameters.unsolved * strength);
}

function softmax(scores: Scores, temperature: number): Distribution {
  let highest = 0;
  for (const category of CATEGORIES) if (scores[category] > highest) highest = scores[category];
  let sum = 0;
  const unspoken = Math.exp(-highest / temperature);
  for (const category of CATEGORIES) {
    const score = scores[category];
    sum += scores[category] = score === 0 ? unspoken : Math.exp((score - highest) / temperature);
  }
  for (const category of CATEGORIES) scores[category] /= sum;
  return scores;
}
