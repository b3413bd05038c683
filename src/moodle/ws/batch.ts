import type { ErrorCode } from '../../contract';
import { AppError, toAppError } from '../../errors';
import { refused } from '../failures/errorcodes';
import { parseBatch, type BatchAnswer } from '../parse';
import type { Outcome } from '../reader';
import type { FormValue } from './form';
import { FUNCTIONS, type MoodleFunction } from './functions';
import type { CallOptions, RestClient } from './rest.client';

export interface SubCall {
  readonly name: MoodleFunction;
  readonly args: Readonly<Record<string, FormValue>>;
}

const BATCH = 'tool_mobile_call_external_functions';

/** Faults of an answer that one sub-call can bring over its whole batch: it is looked for by halving. */
const SPLITTABLE = new Set<ErrorCode>([
  'moodle.response-too-large',
  'moodle.invalid-response',
  'moodle.server-error',
]);
/** Faults that concern one sub-call alone; any other would meet every call alike. */
const OWN = new Set<ErrorCode>([
  ...SPLITTABLE,
  'moodle.course-unavailable',
  'moodle.access-denied',
  'moodle.function-missing',
  'moodle.request-refused',
]);

/**
 * Asks all of these in one request, one behind the other where the site has no batches. What the token may not call is not asked:
 * it would end the batch. One outcome for each, in the order of asking. Rejects where the fault is not one question's own:
 * connection, maintenance, token.
 */
export async function callTogether(
  rest: RestClient,
  functions: ReadonlySet<string>,
  calls: readonly SubCall[],
  options: CallOptions,
): Promise<readonly Outcome<unknown>[]> {
  const possible = calls.filter(({ name }) => functions.has(name));
  const batched = functions.has(BATCH) && possible.length > 1;
  const answers = (await (batched ? askGroup : askEach)(rest, possible, options)).values();
  return calls.map(({ name }) => {
    const answer = functions.has(name) ? answers.next().value : undefined;
    return answer ?? { ok: false, error: new AppError('moodle.function-missing', { detail: name }) };
  });
}

async function askEach(
  rest: RestClient,
  calls: readonly SubCall[],
  options: CallOptions,
): Promise<readonly Outcome<unknown>[]> {
  const outcomes: Outcome<unknown>[] = [];
  for (const call of calls) outcomes.push(await askOne(rest, call, options));
  return outcomes;
}

async function askOne(rest: RestClient, call: SubCall, options: CallOptions): Promise<Outcome<unknown>> {
  try {
    return { ok: true, value: await rest.call(call.name, call.args, options) };
  } catch (thrown) {
    options.signal.throwIfAborted();
    const error = toAppError(thrown);
    if (!OWN.has(error.code)) throw error;
    return { ok: false, error };
  }
}

/** Moodle stops a batch at its first refusal, so what stands behind it is asked again, in a batch of its own. */
async function askGroup(
  rest: RestClient,
  calls: readonly SubCall[],
  options: CallOptions,
): Promise<readonly Outcome<unknown>[]> {
  const outcomes: Outcome<unknown>[] = [];
  while (outcomes.length < calls.length) {
    outcomes.push(...(await askBatch(rest, calls.slice(outcomes.length), options)));
  }
  return outcomes;
}

async function askBatch(
  rest: RestClient,
  calls: readonly SubCall[],
  options: CallOptions,
): Promise<readonly Outcome<unknown>[]> {
  try {
    const requests = calls.map(({ name, args }) => ({
      function: name,
      arguments: JSON.stringify(args),
      settingfilter: true,
      settingfileurl: true,
    }));
    const answers = parseBatch(await rest.call(BATCH, { requests }, options)).slice(0, calls.length);
    if (answers.length === 0)
      throw new AppError('moodle.invalid-response', { detail: `${BATCH}: no answers` });
    return answers.map((answer, index) => outcomeOf(answer, calls[index], rest));
  } catch (thrown) {
    options.signal.throwIfAborted();
    const error = toAppError(thrown);
    if (!SPLITTABLE.has(error.code)) throw error;
    if (calls.length === 1) return [{ ok: false, error }];
    const middle = Math.ceil(calls.length / 2);
    return [
      ...(await askGroup(rest, calls.slice(0, middle), options)),
      ...(await askGroup(rest, calls.slice(middle), options)),
    ];
  }
}

function outcomeOf(answer: BatchAnswer, call: SubCall | undefined, rest: RestClient): Outcome<unknown> {
  if (answer.kind === 'value') return { ok: true, value: answer.value };
  const name = call?.name ?? BATCH;
  if (answer.kind === 'unreadable')
    return {
      ok: false,
      error: new AppError('moodle.invalid-response', { detail: `${name}: unreadable in a batch` }),
    };
  // The batch itself was let in, so it is this function that the token may not call.
  if (answer.errorcode === 'accessexception')
    return {
      ok: false,
      error: new AppError('moodle.function-missing', { detail: `${name}: accessexception` }),
    };
  const error = refused(answer.errorcode, FUNCTIONS[name], name, rest.access.token);
  if (!OWN.has(error.code)) throw error;
  return { ok: false, error };
}
