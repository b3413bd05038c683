import { Body, Controller, HttpCode, Ip, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { BrowserSignInReply, LoginReply } from '../contract';
import { Public } from '../http';
import { BrowserSignIn } from './browser-sign-in';
import { BrowserSignInDto, FinishBrowserSignInDto } from './browser-sign-in.dto';
import { LoginLimiter } from './login-limiter';
import { goneSignal, keepsTokens, PASSPORT_COOKIE, SessionHandover } from './session-handover';
import { cookieOf } from './sessions';

const DEFAULT_SCHEME = 'web+spike';

@ApiTags('auth')
@Controller('auth/browser')
export class BrowserSignInController {
  constructor(
    private readonly browser: BrowserSignIn,
    private readonly handover: SessionHandover,
    private readonly limiter: LoginLimiter,
  ) {}

  @Public()
  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Begin a sign-in on the university’s own page' })
  async begin(
    @Body() { universityId, scheme = DEFAULT_SCHEME, secret }: BrowserSignInDto,
    @Ip() address: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<BrowserSignInReply> {
    this.handover.refuseOtherSites(request);
    await this.limiter.takeAddress(address);
    const known = keepsTokens(request) ? secret : cookieOf(request.headers, PASSPORT_COOKIE);
    const { secret: given, ...reply } = await this.browser.begin(universityId, scheme, known);
    if (keepsTokens(request)) return { ...reply, secret: given };
    this.handover.handPassport(given, reply.expiresIn, response);
    return reply;
  }

  @Public()
  @Post('finish')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Finish it with the address that the university returned; a sync starts by itself',
  })
  async finish(
    @Body() { address: returned, secret }: FinishBrowserSignInDto,
    @Ip() address: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<LoginReply> {
    this.handover.refuseOtherSites(request);
    await this.limiter.takeAddress(address);
    const held = keepsTokens(request) ? secret : cookieOf(request.headers, PASSPORT_COOKIE);
    const { tokens, user, sync } = await this.browser.finish(returned, held, goneSignal(response));
    return { ...this.handover.hand(tokens, request, response), user, sync };
  }
}
