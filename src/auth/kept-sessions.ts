import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { AppError } from '../errors';
import { MoodleService, type PageSession } from '../moodle';
import { Universities } from '../universities';
import { type KeptSession, PageSessionStore } from './persistence/page-session-store';
import { Sealer } from './sealer';

/** How often sessions that nobody uses are looked for. */
const LOOK_MS = 5 * 60 * 1000;
/** Ended at once on their sites. */
const BATCH = 20;
/** Opened ones in this process at most. */
const MOST = 2_000;
/** Of one student: so many devices. */
const MOST_EACH = 5;
const LOGOUT_MS = 5_000;

/** Apart from whatever else is sealed, so that nothing can stand for it. */
const ownerOf = (sessionId: string): string => `${sessionId}/page-session`;

/**
 * Sessions on pages of sites without tokens, left from sign-ins: by them students open their files, through whichever node. They are
 * kept sealed, without the password, each bound to the session of ours that the same sign-in began; the database says which are left.
 */
@Injectable()
export class KeptSessions implements OnModuleDestroy {
  private readonly logger = new Logger(KeptSessions.name);
  /** Unsealed here, by our session's id, so that what is asked of one goes one after another. */
  private readonly opened = new Map<string, PageSession>();
  private readonly timer = setInterval(() => void (this.looking = this.look()), LOOK_MS).unref();
  private looking: Promise<void> = Promise.resolve();
  private stopping = false;

  constructor(
    private readonly store: PageSessionStore,
    private readonly sealer: Sealer,
    private readonly moodle: MoodleService,
    private readonly universities: Universities,
  ) {}

  /** For as long as our session lasts, and is used. */
  async keep(studentId: string, sessionId: string, session: PageSession): Promise<void> {
    await this.store.keep(sessionId, this.sealer.seal(session.save(), ownerOf(sessionId)));
    void this.endOnSite(await this.store.takeOf(studentId, MOST_EACH));
  }

  /** The one that this student opened last; one that the site has ended is forgotten when it is used. */
  async of(studentId: string): Promise<PageSession | null> {
    const kept = await this.store.findNewest(studentId);
    if (!kept) return null;
    const known = this.opened.get(kept.sessionId);
    if (known) return known;
    const session = this.open(kept);
    // What does not open here may open on a node that has the key.
    if (!session) return null;
    this.opened.set(kept.sessionId, session);
    const [eldest] = this.opened.keys();
    if (this.opened.size > MOST && eldest !== undefined) this.opened.delete(eldest);
    return session;
  }

  /** Ends what was kept with this session of ours, on the site too as far as that can be had. */
  async end(sessionId: string): Promise<void> {
    void this.endOnSite(await this.store.take(sessionId));
  }

  /** Those of all the student's devices. */
  async endAllOf(studentId: string): Promise<void> {
    void this.endOnSite(await this.store.takeOf(studentId, 0));
  }

  /** Ends those that were not used for half an hour, whichever node they were opened on. */
  async endIdle(): Promise<void> {
    for (let taken = BATCH; taken === BATCH && !this.stopping;) {
      const idle = await this.store.takeIdle(BATCH);
      await this.endOnSite(idle);
      taken = idle.length;
    }
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    this.stopping = true;
    await this.looking;
  }

  private async look(): Promise<void> {
    // What ended on another node is let go here too; what is still in use is unsealed again.
    this.opened.clear();
    await this.endIdle().catch((error: unknown) =>
      this.logger.warn({ msg: 'sessions that nobody uses could not be looked for', err: error }),
    );
  }

  /** As far as that can be had; never rejects. */
  private async endOnSite(taken: readonly KeptSession[]): Promise<void> {
    for (const { sessionId } of taken) this.opened.delete(sessionId);
    const sessions = taken.flatMap((kept) => this.open(kept) ?? []);
    await Promise.all(sessions.map((session) => session.end(AbortSignal.timeout(LOGOUT_MS))));
  }

  /** `null` when it is of no use: no key at hand opens it, another version sealed it, or its university is listed no more. */
  private open(kept: KeptSession): PageSession | null {
    const { sessionId, universityId } = kept;
    const site = this.universities.siteOf(universityId);
    if (!site) return null;
    const onEnded = async (): Promise<never> => {
      this.opened.delete(sessionId);
      await this.store.take(sessionId);
      throw new AppError('auth.password-not-kept', { detail: 'session: the site has ended it' });
    };
    try {
      return this.moodle.resumePages(site, this.sealer.open(kept, ownerOf(sessionId)), onEnded);
    } catch {
      return null;
    }
  }
}
