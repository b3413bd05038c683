import { Body, Controller, Get, HttpCode, Ip, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CookieOptions, Request, Response } from 'express';
import { Settings } from '../config';
import type { LoginReply, MeReply, SessionReply } from '../contract';
import { AppError } from '../errors';
import { CurrentStudent, isForeignOrigin, type Principal, Public } from '../http';
import { AuthService } from './auth.service';
import { LoginDto, RefreshDto } from './login.dto';
import { LoginLimiter } from './login-limiter';
import {
  ACCESS_COOKIE,
  ACCESS_SECONDS,
  cookieOf,
  type IssuedTokens,
  REFRESH_COOKIE,
  REFRESH_SECONDS,
  Sessions,
} from './sessions';

/** A client that keeps its tokens itself says so, and gets the refresh token in the body instead of a cookie. */
const keepsTokens = (request: Request): boolean => request.headers['x-spike-client'] === 'token';

@ApiTags('auth')
@Controller('auth')
export class AuthController {
  constructor(
    private readonly auth: AuthService,
    private readonly sessions: Sessions,
    private readonly limiter: LoginLimiter,
    private readonly settings: Settings,
  ) {}

  @Public()
  @Post('login')
  @HttpCode(200)
  @ApiOperation({ summary: 'Sign in with the university’s Moodle credentials; a sync starts by itself' })
  async login(
    @Body() login: LoginDto,
    @Ip() address: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<LoginReply> {
    if (isForeignOrigin(request.headers, this.settings.publicUrl) && !keepsTokens(request)) {
      throw new AppError('auth.cross-site-request');
    }
    await this.limiter.take(address, login.universityId, login.username);
    const { tokens, user, sync } = await this.auth.signIn(login, goneSignal(response));
    return { ...this.hand(tokens, request, response), user, sync };
  }

  @Public()
  @Post('refresh')
  @HttpCode(200)
  @ApiOperation({ summary: 'A new access token; the refresh token is good once' })
  async refresh(
    @Body() body: RefreshDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionReply> {
    const cookie = cookieOf(request.headers, REFRESH_COOKIE);
    const token = body.refreshToken ?? cookie;
    if (token === undefined) throw new AppError('auth.session-required');
    if (body.refreshToken === undefined && isForeignOrigin(request.headers, this.settings.publicUrl)) {
      throw new AppError('auth.cross-site-request');
    }
    try {
      const tokens = await this.sessions.refresh(token);
      const user = await this.auth.userOf(tokens.principal.studentId);
      return { ...this.hand(tokens, request, response), user };
    } catch (error) {
      if (cookie !== undefined && error instanceof AppError && error.kind === 'sign-in')
        this.clearCookies(response);
      throw error;
    }
  }

  @Post('logout')
  @HttpCode(204)
  @ApiOperation({ summary: 'End this session, on every socket of it too' })
  async logout(
    @CurrentStudent() student: Principal,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.auth.signOut(student.studentId, student.sessionId);
    this.clearCookies(response);
  }

  @Get('me')
  @ApiOperation({ summary: 'Who is signed in' })
  async me(@CurrentStudent() student: Principal): Promise<MeReply> {
    return { user: await this.auth.userOf(student.studentId) };
  }

  private hand(
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

  private clearCookies(response: Response): void {
    response.clearCookie(ACCESS_COOKIE, this.cookie('lax', '/'));
    response.clearCookie(REFRESH_COOKIE, this.cookie('strict', '/api/auth'));
  }

  private cookie(sameSite: 'lax' | 'strict', path: string): CookieOptions {
    return { httpOnly: true, secure: this.settings.publicUrl?.startsWith('https:') ?? false, sameSite, path };
  }
}

/** Aborts when the client hangs up before it was answered. */
function goneSignal(response: Response): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished)
      gone.abort(new AppError('request.malformed', { detail: 'the client hung up' }));
  });
  return gone.signal;
}
