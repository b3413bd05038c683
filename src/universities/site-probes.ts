import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Settings } from '../config';
import type { ErrorCode, University } from '../contract';
import { AppError } from '../errors';
import { MoodleService } from '../moodle';
import { DOUBTS, look, type Sighting, type SiteReport } from './probe';
import { ProbeCache } from './probe-cache';
import { Universities } from './universities';

const FRESH_MS = 10 * 60 * 1000;
const FAILURE_MS = 60 * 1000;
/** A student waits for the list of universities no longer than this for sites that do not answer. */
const PATIENCE_MS = 1500;

/** How one signs in at each university, and whether one can, as its site tells. */
@Injectable()
export class SiteProbes implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly stopping = new AbortController();
  private readonly cache = new ProbeCache({
    look: (universityId) => this.look(universityId),
    now: () => performance.now(),
    freshMs: FRESH_MS,
    failureMs: FAILURE_MS,
    patienceMs: PATIENCE_MS,
  });

  constructor(
    private readonly universities: Universities,
    private readonly moodle: MoodleService,
    private readonly settings: Settings,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.settings.roles.has('api')) return;
    for (const { id } of this.universities.list()) this.cache.begin(id);
  }

  onModuleDestroy(): void {
    this.stopping.abort(new AppError('server.shutting-down'));
  }

  /** The list for students; a site that does not answer in time is told as it was last seen. */
  async list(): Promise<University[]> {
    return Promise.all(
      this.universities.list().map(async ({ id, ...listed }) => {
        const report = await this.cache.latest(id);
        return {
          id,
          ...listed,
          signIn: report?.verdict.way === 'browser' ? ('browser' as const) : ('password' as const),
          status: report?.status ?? ('unknown' as const),
          statusMessage: report?.statusMessage ?? null,
        };
      }),
    );
  }

  /** What was seen last, without asking; `null` for a site that was never seen. */
  known(universityId: string): SiteReport | null {
    return this.cache.known(universityId);
  }

  /** What was seen lately, after a short wait where it was not. */
  latest(universityId: string): Promise<SiteReport | null> {
    return this.cache.latest(universityId);
  }

  /** What was seen lately, however long that takes. Rejects with `auth.unknown-university`. */
  async settled(universityId: string): Promise<SiteReport> {
    if (!this.universities.siteOf(universityId)) throw new AppError('auth.unknown-university');
    return this.cache.settled(universityId);
  }

  /** Tells what a sign-in was refused with: where that speaks against what is known, the site is looked at again. */
  refused(universityId: string, code: ErrorCode): void {
    if (DOUBTS.has(code)) this.cache.doubt(universityId, code);
  }

  private look(universityId: string): Promise<Sighting> {
    const site = this.universities.siteOf(universityId);
    if (!site) return Promise.resolve({ failure: 'auth.unknown-university' });
    return look(this.moodle, site, this.stopping.signal);
  }
}
