import type { CoursePart, CourseReceipt } from '../../contract';
import type { AppError } from '../../errors';
import type { CourseCost } from '../../moodle';

const NO_COST = { requests: 0, bytes: 0, ms: 0 } as const;

interface CourseName {
  readonly moodleId: number;
  readonly name: string;
}

export function waitingReceipt(course: CourseName, staleSince: string | null): CourseReceipt {
  return {
    ...course,
    outcome: 'waiting',
    error: null,
    parts: [],
    staleSince,
    triedAgain: true,
    ...NO_COST,
  };
}

export function readReceipt(
  course: CourseName,
  failed: ReadonlyMap<CoursePart, AppError>,
  cost: CourseCost,
): CourseReceipt {
  const parts = [...failed].map(([part, error]) => ({ part, error: error.report() }));
  return {
    ...course,
    outcome: parts.length > 0 ? 'partial' : 'read',
    error: null,
    parts,
    staleSince: null,
    triedAgain: parts.length > 0,
    ...rounded(cost),
  };
}

export function failedReceipt(
  course: CourseName,
  error: AppError,
  staleSince: string | null,
  cost: CourseCost,
): CourseReceipt {
  return {
    ...course,
    outcome: 'failed',
    error: error.report(),
    parts: [],
    staleSince,
    triedAgain: true, // a sync asks for every course that Moodle lists
    ...rounded(cost),
  };
}

export const sumOfCosts = (a: CourseCost, b: CourseCost): CourseCost => ({
  requests: a.requests + b.requests,
  bytes: a.bytes + b.bytes,
  ms: a.ms + b.ms,
});

/** A course shares its requests with others: two decimals of a request say enough. */
const rounded = ({ requests, bytes, ms }: CourseCost): CourseCost => ({
  requests: Math.round(requests * 100) / 100,
  bytes: Math.round(bytes),
  ms: Math.round(ms),
});
