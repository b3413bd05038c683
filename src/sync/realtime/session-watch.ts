import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import { isSignedOut, Sessions } from '../../auth';
import type { ErrorCode } from '../../contract';
import { EventBus } from '../../events';

/** What ends with its session. */
export interface SessionBound {
  sessionEnded(code: ErrorCode): void;
}

/** Sessions that ended on another node, or ran out, are noticed within this time, ms. */
const CHECK_MS = 15_000;

/**
 * Ends what outlives a request (sockets, streams) when its session does: at once for a sign-out on this node, else with the next look
 * at the database, one query for all that is open here.
 */
@Injectable()
export class SessionWatch implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(SessionWatch.name);
  private readonly open = new Map<string, SessionBound | readonly SessionBound[]>();
  private subscription: Subscription | null = null;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly sessions: Sessions,
    private readonly bus: EventBus,
  ) {}

  onModuleInit(): void {
    this.subscription = this.bus
      .on(isSignedOut)
      .subscribe(({ sessionId }) => this.end(sessionId, 'auth.session-required'));
    this.timer = setInterval(() => void this.check(), CHECK_MS);
    this.timer.unref();
  }

  onModuleDestroy(): void {
    this.subscription?.unsubscribe();
    if (this.timer) clearInterval(this.timer);
  }

  /** Tells `bound` once when the session is over. */
  watch(sessionId: string, bound: SessionBound): void {
    const others = this.of(sessionId);
    this.open.set(sessionId, others.length === 0 ? bound : [...others, bound]);
  }

  /** There is nothing left to end. */
  unwatch(sessionId: string, bound: SessionBound): void {
    const left = this.of(sessionId).filter((each) => each !== bound);
    if (left.length > 0) this.open.set(sessionId, left);
    else this.open.delete(sessionId);
  }

  private of(sessionId: string): readonly SessionBound[] {
    const bound = this.open.get(sessionId);
    if (!bound) return [];
    return 'sessionEnded' in bound ? [bound] : bound;
  }

  /** Looks for sessions that are over. */
  async check(): Promise<void> {
    if (this.open.size === 0) return;
    try {
      const asked = [...this.open.keys()];
      const active = await this.sessions.findActive(asked);
      // Of who came meanwhile nothing was asked.
      for (const sessionId of asked) if (!active.has(sessionId)) this.end(sessionId, 'auth.session-expired');
    } catch (error) {
      this.logger.warn({ msg: 'sessions could not be checked', err: error });
    }
  }

  private end(sessionId: string, code: ErrorCode): void {
    const ends = this.of(sessionId);
    this.open.delete(sessionId);
    for (const each of ends) each.sessionEnded(code);
  }
}
