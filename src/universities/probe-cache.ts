import type { ErrorCode } from '../contract';
import { reportOf, type Sighting, type SiteReport } from './probe';

export interface ProbeCacheOptions {
  readonly look: (universityId: string) => Promise<Sighting>;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** How long a look is good for, ms. */
  readonly freshMs: number;
  /** The same for one that failed. */
  readonly failureMs: number;
  /** Longest wait of whoever asks for what is known, from the start of a look, ms. */
  readonly patienceMs: number;
}

interface Running {
  readonly since: number;
  readonly done: Promise<SiteReport>;
}

interface Entry {
  report: SiteReport | null;
  madeAt: number;
  expiresAt: number;
  running: Running | null;
  refusal: { readonly code: ErrorCode; readonly until: number } | null;
}

/** What is known of each university's site; one look at a site at a time. */
export class ProbeCache {
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly options: ProbeCacheOptions) {}

  /** Without asking: what was seen last, however old. */
  known(universityId: string): SiteReport | null {
    return this.entryOf(universityId).report;
  }

  /** What was seen lately, after a short wait where it was not; then what was seen last, or `null`. */
  async latest(universityId: string): Promise<SiteReport | null> {
    const entry = this.entryOf(universityId);
    if (this.isFresh(entry)) return entry.report;
    const { since, done } = this.refresh(universityId);
    const left = this.options.patienceMs - (this.options.now() - since);
    let timer: NodeJS.Timeout | undefined;
    const over = new Promise<void>((resolve) => (timer = setTimeout(resolve, Math.max(0, left))));
    await Promise.race([done.catch(() => undefined), over]);
    clearTimeout(timer);
    return entry.report;
  }

  /** What was seen lately, however long it takes to see it. */
  async settled(universityId: string): Promise<SiteReport> {
    const entry = this.entryOf(universityId);
    if (entry.report !== null && this.isFresh(entry)) return entry.report;
    return this.refresh(universityId).done;
  }

  /** A sign-in was refused in a way that speaks against what is known: the site is looked at again, in the background. */
  doubt(universityId: string, code: ErrorCode): void {
    const entry = this.entryOf(universityId);
    const { now, freshMs, failureMs } = this.options;
    // A storm of refusals is one doubt.
    if (entry.refusal?.code === code && now() - entry.madeAt < failureMs) return;
    entry.refusal = { code, until: now() + freshMs };
    entry.expiresAt = -Infinity;
    this.begin(universityId);
  }

  /** Looks at the site in the background, if that is not done or under way. */
  begin(universityId: string): void {
    if (!this.isFresh(this.entryOf(universityId))) this.refresh(universityId).done.catch(() => undefined);
  }

  private isFresh({ report, expiresAt }: Entry): boolean {
    return report !== null && this.options.now() < expiresAt;
  }

  private refresh(universityId: string): Running {
    const entry = this.entryOf(universityId);
    entry.running ??= {
      since: this.options.now(),
      done: this.run(universityId, entry).finally(() => (entry.running = null)),
    };
    return entry.running;
  }

  private async run(universityId: string, entry: Entry): Promise<SiteReport> {
    const { look, now, freshMs, failureMs } = this.options;
    const sighting = await look(universityId);
    const refusal = entry.refusal !== null && now() < entry.refusal.until ? entry.refusal.code : null;
    const report = reportOf(sighting, { before: entry.report, refusal });
    entry.report = report;
    entry.madeAt = now();
    entry.expiresAt = now() + (report.failure === null ? freshMs : failureMs);
    return report;
  }

  private entryOf(universityId: string): Entry {
    const known = this.entries.get(universityId);
    if (known) return known;
    const made = { report: null, madeAt: -Infinity, expiresAt: -Infinity, running: null, refusal: null };
    this.entries.set(universityId, made);
    return made;
  }
}
