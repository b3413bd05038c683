import { z } from 'zod';
import type { MoodleCompletion } from '../words';
import { elementsOf } from './lists';
import { record } from './record';
import { formattedName } from './rich-text';
import { count, flag, time } from './scalars';

const completion = record({
  state: count,
  isautomatic: flag(false),
  hascompletion: flag(true),
  timecompleted: time,
  details: z.unknown().optional(),
});
const rule = record({ rulevalue: z.object({ status: count, description: formattedName }) });

/** Moodle's `COMPLETION_*`; what is unknown is taken for not done. */
const STATES: Readonly<Record<number, MoodleCompletion['state']>> = {
  1: 'complete',
  2: 'passed',
  3: 'failed',
};
const MET = new Set([1, 2]);

/** `completiondata` of a module; `null` where nothing is tracked or it cannot be read. */
export function readCompletion(value: unknown): MoodleCompletion | null {
  if (value === undefined) return null;
  const read = completion.safeParse(value);
  if (!read.success || !read.data.hascompletion) return null;
  const { state, isautomatic, timecompleted, details } = read.data;
  return {
    state: STATES[state] ?? 'incomplete',
    automatic: isautomatic,
    completedAt: timecompleted,
    conditions: elementsOf(details).flatMap((detail) => {
      const { data } = rule.safeParse(detail);
      const label = data?.rulevalue.description ?? null;
      return data && label !== null ? [{ label, met: MET.has(data.rulevalue.status) }] : [];
    }),
  };
}
