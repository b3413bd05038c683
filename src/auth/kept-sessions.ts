import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { PageSession } from '../moodle';

/** A session that was not used for so long is let go; Moodle itself waits for hours. */
const IDLE_MS = 30 * 60 * 1000;
/** Sessions of one process at most; the one that was used longest ago goes first. */
const MOST = 2_000;
const LOGOUT_MS = 5_000;

interface Kept {
  readonly session: PageSession;
  usedAt: number;
}

/**
 * Sessions on pages of sites without tokens, left from the sign-in: by them students open their files. In the memory of this process
 * alone, without the password, and gone when the student signs out.
 */
@Injectable()
export class KeptSessions implements OnModuleDestroy {
  /** In the order of their last use. */
  private readonly sessions = new Map<string, Kept>();
  private readonly timer = setInterval(() => this.dropIdle(), IDLE_MS / 2).unref();

  keep(studentId: string, session: PageSession): void {
    this.end(studentId);
    this.sessions.set(studentId, { session, usedAt: performance.now() });
    const [eldest] = this.sessions.keys();
    if (this.sessions.size > MOST && eldest !== undefined) this.end(eldest);
  }

  of(studentId: string): PageSession | null {
    const kept = this.sessions.get(studentId);
    if (!kept) return null;
    if (isIdle(kept)) {
      this.end(studentId);
      return null;
    }
    kept.usedAt = performance.now();
    this.sessions.delete(studentId);
    this.sessions.set(studentId, kept);
    return kept.session;
  }

  /** Ends it on the site too, as far as that can be had. */
  end(studentId: string): void {
    const kept = this.sessions.get(studentId);
    if (!kept) return;
    this.sessions.delete(studentId);
    void kept.session.end(AbortSignal.timeout(LOGOUT_MS));
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
    this.sessions.clear();
  }

  private dropIdle(): void {
    for (const [studentId, kept] of this.sessions) if (isIdle(kept)) this.end(studentId);
  }
}

const isIdle = ({ usedAt }: Kept): boolean => performance.now() - usedAt > IDLE_MS;
