import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { parse as parseCookies } from 'cookie';
import { Settings } from '../config';
import { AppError } from '../errors';
import { EventBus } from '../events';
import { isForeignOrigin, type Principal } from '../http';
import type { SignedOut } from './auth.events';
import { SessionStore } from './persistence/session-store';

/** Lives of the tokens, seconds. */
export const ACCESS_SECONDS = 15 * 60;
export const REFRESH_SECONDS = 30 * 24 * 60 * 60;

export const ACCESS_COOKIE = 'spike_access';
export const REFRESH_COOKIE = 'spike_refresh';

/** Two tabs may refresh at once: the loser's token was good a moment ago and is no theft, ms. */
const ROTATION_GRACE_MS = 30_000;

export interface IssuedTokens {
  readonly accessToken: string;
  /** `null` when a token of a moment ago was used: the newer one is already on its way to the same client. */
  readonly refreshToken: string | null;
  readonly principal: Principal;
}

/** New tokens, or the student whose session was ended instead. */
type Refreshed = IssuedTokens | { readonly endedFor: string };

interface AccessClaims {
  readonly sub: string;
  readonly sid: string;
  readonly uni: string;
  readonly exp: number;
}

const hash = (token: string): Buffer => createHash('sha256').update(token).digest();
const same = (a: Buffer, b: Buffer | null): boolean =>
  b !== null && a.length === b.length && timingSafeEqual(a, b);

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Our own sessions: a short access token (JWT), and a refresh token that is good once. */
@Injectable()
export class Sessions {
  constructor(
    private readonly jwt: JwtService,
    private readonly store: SessionStore,
    private readonly settings: Settings,
    private readonly bus: EventBus,
  ) {}

  async begin(studentId: string, universityId: string): Promise<IssuedTokens & { refreshToken: string }> {
    const id = randomUUID();
    const refreshToken = this.newRefreshToken(id);
    const expiresAt = new Date(Date.now() + REFRESH_SECONDS * 1000);
    await this.store.create({ id, studentId, refreshHash: hash(refreshToken), expiresAt });
    return { ...(await this.access(studentId, universityId, id)), refreshToken };
  }

  /**
   * A new pair for a refresh token. The token is good once: used again later it has been copied, and its session ends for
   * everybody. Rejects with `auth.session-expired`.
   */
  async refresh(refreshToken: string): Promise<IssuedTokens> {
    const [id] = refreshToken.split('.');
    if (id === undefined || !UUID.test(id)) throw new AppError('auth.session-expired');
    const given = hash(refreshToken);
    const issued = await this.store.withLocked<Refreshed>(id, async (session, rotate, revoke) => {
      const { studentId, universityId } = session;
      if (same(given, session.refreshHash)) {
        const next = this.newRefreshToken(id);
        await rotate(hash(next));
        return { ...(await this.access(studentId, universityId, id)), refreshToken: next };
      }
      const recent = Date.now() - session.rotatedAt.getTime() < ROTATION_GRACE_MS;
      if (recent && same(given, session.previousHash)) {
        return { ...(await this.access(studentId, universityId, id)), refreshToken: null };
      }
      await revoke();
      return { endedFor: studentId };
    });
    if (issued && !('endedFor' in issued)) return issued;
    if (issued) this.announceEnd(issued.endedFor, id);
    throw new AppError('auth.session-expired');
  }

  /** Ends a session, on its open sockets too. */
  async end(studentId: string, sessionId: string): Promise<void> {
    await this.store.revoke(sessionId);
    this.announceEnd(studentId, sessionId);
  }

  findActive(sessionIds: readonly string[]): Promise<ReadonlySet<string>> {
    return this.store.findActive(sessionIds);
  }

  /** Who sends this HTTP request: `Authorization: Bearer`, else the browser's cookie. */
  async authenticateRequest(headers: IncomingHttpHeaders, unsafe: boolean): Promise<Principal> {
    const bearer = bearerOf(headers);
    if (bearer !== undefined) return this.authenticate(bearer);
    const cookie = cookieOf(headers, ACCESS_COOKIE);
    if (cookie === undefined) throw new AppError('auth.session-required');
    if (unsafe && isForeignOrigin(headers, this.settings.publicUrl))
      throw new AppError('auth.cross-site-request');
    return this.authenticate(cookie);
  }

  /** Who opens this socket: `auth.token`, a Bearer header, else the browser's cookie, from our own pages only. */
  async authenticateHandshake(handshake: {
    auth: Record<string, unknown>;
    headers: IncomingHttpHeaders;
  }): Promise<Principal> {
    const { token } = handshake.auth;
    if (typeof token === 'string' && token !== '') return this.authenticate(token);
    return this.authenticateRequest(handshake.headers, true);
  }

  private async authenticate(accessToken: string): Promise<Principal> {
    let claims: AccessClaims;
    try {
      claims = await this.jwt.verifyAsync<AccessClaims>(accessToken);
    } catch (error) {
      const expired = error instanceof Error && error.name === 'TokenExpiredError';
      throw new AppError(expired ? 'auth.session-expired' : 'auth.session-required');
    }
    // Signed by us, and yet not as we make them now: a token of another version.
    if (!UUID.test(claims.sid)) throw new AppError('auth.session-required');
    if (!(await this.store.isActive(claims.sid))) throw new AppError('auth.session-expired');
    return {
      studentId: claims.sub,
      sessionId: claims.sid,
      universityId: claims.uni,
      expiresAt: claims.exp * 1000,
    };
  }

  private async access(
    studentId: string,
    universityId: string,
    sessionId: string,
  ): Promise<Pick<IssuedTokens, 'accessToken' | 'principal'>> {
    const accessToken = await this.jwt.signAsync(
      { sid: sessionId, uni: universityId },
      { subject: studentId, expiresIn: ACCESS_SECONDS },
    );
    const expiresAt = Date.now() + ACCESS_SECONDS * 1000;
    return { accessToken, principal: { studentId, sessionId, universityId, expiresAt } };
  }

  private announceEnd(studentId: string, sessionId: string): void {
    const event: SignedOut = { type: 'auth.signed-out', studentId, sessionId };
    this.bus.publish(event);
  }

  private newRefreshToken(sessionId: string): string {
    return `${sessionId}.${randomBytes(32).toString('base64url')}`;
  }
}

function bearerOf(headers: IncomingHttpHeaders): string | undefined {
  const [scheme, token] = headers.authorization?.split(' ') ?? [];
  return scheme?.toLowerCase() === 'bearer' && token ? token : undefined;
}

export function cookieOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  return headers.cookie === undefined ? undefined : parseCookies(headers.cookie)[name];
}
