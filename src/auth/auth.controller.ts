import { Body, Controller, Get, HttpCode, Ip, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Settings } from '../config';
import type { LoginReply, MeReply, SessionReply } from '../contract';
import { AppError } from '../errors';
import { CurrentStudent, isForeignOrigin, type Principal, Public } from '../http';
import { AuthService } from './auth.service';
import { LoginDto, RefreshDto } from './login.dto';
import { LoginLimiter } from './login-limiter';
import { MoodleAccounts } from './moodle-accounts';
import { goneSignal, SessionHandover } from './session-handover';
import { cookieOf, REFRESH_COOKIE, Sessions } from './sessions';

@ApiTags('auth')
@Controller('auth')
export class AuthController {
  constructor(
    private readonly auth: AuthService,
    private readonly sessions: Sessions,
    private readonly accounts: MoodleAccounts,
    private readonly limiter: LoginLimiter,
    private readonly handover: SessionHandover,
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
    this.handover.refuseOtherSites(request);
    await this.limiter.take(address, login.universityId, login.username);
    const { tokens, user, sync } = await this.auth.signIn(login, goneSignal(response));
    return { ...this.handover.hand(tokens, request, response), user, sync };
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
      return { ...this.handover.hand(tokens, request, response), user };
    } catch (error) {
      if (cookie !== undefined && error instanceof AppError && error.kind === 'sign-in')
        this.handover.takeBack(response);
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
    this.handover.takeBack(response);
  }

  @Get('me')
  @ApiOperation({ summary: 'Who is signed in, and whether Moodle wants another sign-in' })
  async me(@CurrentStudent() student: Principal): Promise<MeReply> {
    const [user, signInAgain] = await Promise.all([
      this.auth.userOf(student.studentId),
      this.accounts.refusalOf(student.studentId),
    ]);
    return { user, signInAgain };
  }
}
