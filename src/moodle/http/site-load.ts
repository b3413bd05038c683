import type { ErrorCode } from '../../contract';
import { AppError } from '../../errors';
import { retryAfterMs, type Answer } from './json-answer';
import { SiteBudget, type Permit, type Sign } from './site-budget';
import { SitePause } from './site-pause';

/** How an exchange ended. Whatever was answered in full is `answered`, refusals of Moodle included. */
export type ExchangeOutcome = 'answered' | 'overloaded' | 'timeout' | 'unreachable' | 'unusable' | 'aborted';

/** Figures of one site since the process began; what is now where nothing else is said. */
export interface SiteTraffic {
  /** Scheme, host and port. */
  readonly site: string;
  /** Exchanges so far by how they ended, files included. */
  readonly exchanges: Readonly<Record<ExchangeOutcome, number>>;
  /** Questions so far that were answered by an identical one in flight. */
  readonly joined: number;
  /** Requests that wait for their turn. */
  readonly waiting: number;
  readonly inFlight: number;
  readonly filesWaiting: number;
  readonly filesInFlight: number;
  /** Requests in flight that the site bears. */
  readonly places: number;
  readonly requestsPerSecond: number;
  /** Milliseconds that the site still wants to be left alone. */
  readonly pausedMs: number;
}

export interface SiteCeilings {
  readonly maxRequests: number;
  readonly maxFiles: number;
  readonly requestsPerSecond: number;
}

/** 502 and 504 are what a proxy says of a PHP that has no worker left. */
const OVERLOADED = new Set([429, 502, 503, 504]);
/** Statuses that speak for the whole site, and the error that others meet meanwhile. */
const PAUSES: Readonly<Record<number, ErrorCode>> = { 429: 'moodle.busy', 503: 'moodle.maintenance' };
/** "Too many requests" from a server that does not say for how long. */
const UNNAMED_PAUSE_MS = 1000;
/** Also inside a batch, where it is JSON within JSON. Refusals are short. */
const NO_LOCK = /errorcode\\*"\s*:\s*\\*"ex_unabletolock/;
const LONGEST_REFUSAL_BYTES = 64 * 1024;

const SIGNS: Readonly<Record<ExchangeOutcome, Sign>> = {
  answered: 'answered',
  overloaded: 'overloaded',
  timeout: 'overloaded',
  unreachable: 'overloaded',
  unusable: 'neither',
  aborted: 'neither',
};

const FAILURES: { readonly [C in ErrorCode]?: ExchangeOutcome } = {
  'moodle.timeout': 'timeout',
  'moodle.unreachable': 'unreachable',
};

/** The load on one server: requests and files have places of their own, pauses concern both. */
export class SiteLoad {
  readonly requests: SiteBudget;
  readonly files: SiteBudget;
  private readonly pause = new SitePause();
  private readonly exchanges: Record<ExchangeOutcome, number> = {
    answered: 0,
    overloaded: 0,
    timeout: 0,
    unreachable: 0,
    unusable: 0,
    aborted: 0,
  };

  constructor({ maxRequests, maxFiles, requestsPerSecond }: SiteCeilings) {
    this.requests = new SiteBudget({ places: maxRequests, perSecond: requestsPerSecond }, this.pause);
    this.files = new SiteBudget({ places: maxFiles, perSecond: requestsPerSecond }, this.pause);
  }

  /** Learns from an answer. The body may be empty where it is not read yet. */
  answered(permit: Permit, { status, headers, body }: Answer): void {
    const code = PAUSES[status];
    const wait = retryAfterMs(headers, Date.now()) ?? (status === 429 ? UNNAMED_PAUSE_MS : undefined);
    if (code !== undefined && wait !== undefined) this.pause.extend(wait, code);
    const noLock = body.length <= LONGEST_REFUSAL_BYTES && NO_LOCK.test(body.toString('latin1'));
    this.settle(permit, OVERLOADED.has(status) || noLock ? 'overloaded' : 'answered');
  }

  /** Learns from an exchange without an answer. */
  failed(permit: Permit, error: unknown, signal: AbortSignal): void {
    const outcome = error instanceof AppError ? FAILURES[error.code] : undefined;
    this.settle(permit, signal.aborted ? 'aborted' : (outcome ?? 'unusable'));
  }

  traffic(site: string, joined: number): SiteTraffic {
    const { places, perSecond } = this.requests.limit;
    return {
      site,
      exchanges: { ...this.exchanges },
      joined,
      waiting: this.requests.waiting,
      inFlight: this.requests.inFlight,
      filesWaiting: this.files.waiting,
      filesInFlight: this.files.inFlight,
      places,
      requestsPerSecond: perSecond,
      pausedMs: Math.ceil(this.pause.remainingMs),
    };
  }

  close(): void {
    this.requests.close();
    this.files.close();
  }

  private settle(permit: Permit, outcome: ExchangeOutcome): void {
    this.exchanges[outcome] += 1;
    permit.settle(SIGNS[outcome]);
  }
}
