import { Injectable } from '@nestjs/common';
import type { CookieOptions, Request, Response } from 'express';
import { Settings } from '../config';
import type { SessionReply } from '../contract';
import { AppError } from '../errors';
import { isForeignOrigin } from '../http';
import {
  ACCESS_COOKIE,
  ACCESS_SECONDS,
  type IssuedTokens,
  REFRESH_COOKIE,
  REFRESH_SECONDS,
} from './sessions';

/** A client that keeps its tokens itself says so, and gets its secrets in the body instead of in cookies. */
export const keepsTokens = (request: Request): boolean => request.headers['x-spike-client'] === 'token';

/** Binds a browser sign-in to the browser that began it. */
export const PASSPORT_COOKIE = 'spike_passport';

/** Gives clients their session, each in its own way, and takes it back. */
@Injectable()
export class SessionHandover {
  constructor(private readonly settings: Settings) {}

  /** No page of another site may sign a browser in. Throws `auth.cross-site-request`. */
  refuseOtherSites(request: Request): void {
    if (isForeignOrigin(request.headers, this.settings.publicUrl) && !keepsTokens(request)) {
      throw new AppError('auth.cross-site-request');
    }
  }

  hand(
    { accessToken, refreshToken }: IssuedTokens,
    request: Request,
    response: Response,
  ): Pick<SessionReply, 'accessToken' | 'refreshToken' | 'expiresIn'> {
    const reply = { accessToken, expiresIn: ACCESS_SECONDS };
    if (keepsTokens(request)) return refreshToken === null ? reply : { ...reply, refreshToken };
    response.cookie(ACCESS_COOKIE, accessToken, {
      ...this.cookie('lax', '/'),
      maxAge: ACCESS_SECONDS * 1000,
    });
    if (refreshToken !== null) {
      response.cookie(REFRESH_COOKIE, refreshToken, {
        ...this.cookie('strict', '/api/auth'),
        maxAge: REFRESH_SECONDS * 1000,
      });
    }
    return reply;
  }

  takeBack(response: Response): void {
    response.clearCookie(ACCESS_COOKIE, this.cookie('lax', '/'));
    response.clearCookie(REFRESH_COOKIE, this.cookie('strict', '/api/auth'));
  }

  /** What a browser must still have when it comes back from its university. */
  handPassport(secret: string, seconds: number, response: Response): void {
    response.cookie(PASSPORT_COOKIE, secret, { ...this.cookie('lax', '/api/auth'), maxAge: seconds * 1000 });
  }

  private cookie(sameSite: 'lax' | 'strict', path: string): CookieOptions {
    return { httpOnly: true, secure: this.settings.publicUrl?.startsWith('https:') ?? false, sameSite, path };
  }
}

/** Aborts when the client hangs up before it was answered. */
export function goneSignal(response: Response): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished)
      gone.abort(new AppError('request.malformed', { detail: 'the client hung up' }));
  });
  return gone.signal;
}
