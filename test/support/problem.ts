import { ERRORS, type ErrorCode, type Problem } from '../../src/contract';
import type { Reply } from './spike';

/** What betrays the inside of a server: a frame of a stack, a path of its files, a statement, a foreign exception. */
const INSIDES = /\bat [\w.<>]+ \(|\.[jt]s:\d+|node_modules|\bSELECT\b|QueryFailedError|Exception\b/;

const isErrorCode = (code: unknown): code is ErrorCode =>
  typeof code === 'string' && Object.hasOwn(ERRORS, code);

/** What is wrong with a refusal: nothing when it is a problem document as the contract has it, and tells nothing more. */
export function faultsOfProblem({ status, headers, body }: Reply): string[] {
  const faults: string[] = [];
  const check = (holds: boolean, fault: string): void => void (holds || faults.push(fault));
  const type = headers.get('content-type') ?? 'none';
  check(type.startsWith('application/problem+json'), `content type ${type}`);
  if (typeof body !== 'object' || body === null) return [...faults, `no JSON object: ${String(body)}`];
  const problem: Partial<Problem> = body;
  if (!isErrorCode(problem.code)) return [...faults, `unknown code ${String(problem.code)}`];
  const { kind, retryable, message } = ERRORS[problem.code];
  check(problem.status === status, `states status ${problem.status}`);
  check(problem.kind === kind, `kind ${problem.kind}`);
  check(problem.retryable === retryable, `retryable ${problem.retryable}`);
  check(problem.message?.he === message.he && /[א-ת]/.test(message.he), 'no Hebrew sentence');
  check(problem.message?.en === message.en && message.en !== '', 'no English sentence');
  check(problem.title === message.en, `title ${problem.title}`);
  check(problem.type === `urn:spike:error:${problem.code}`, `type ${problem.type}`);
  check(!INSIDES.test(JSON.stringify(body)), `tells of its insides: ${JSON.stringify(body)}`);
  return faults;
}

/** A refusal of exactly this status and code, well formed; answers with its document. */
export function expectProblem(reply: Reply, status: number, code: ErrorCode): Problem {
  const problem = reply.body as Problem;
  expect({ status: reply.status, code: problem.code }).toEqual({ status, code });
  expect(faultsOfProblem(reply)).toEqual([]);
  return problem;
}
