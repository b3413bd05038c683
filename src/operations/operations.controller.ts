import { Controller, Get, Header, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { Public } from '../http';
import { type Checks, FAULTS, type Problem, problemsOf } from './health/faults';
import { Health } from './health/health';
import { Metrics } from './metrics/metrics';

@ApiExcludeController()
@Public()
@Controller()
export class OperationsController {
  constructor(
    private readonly health: Health,
    private readonly metrics: Metrics,
  ) {}

  /**
   * The process answers, and nothing is asked for it: a database that is away is no reason to be restarted. 503 only when this process has come
   * to a stand that it has not got out of for minutes, with the database there all the while. (An event loop that is stuck answers nothing.)
   */
  @Get('health/live')
  live(@Res({ passthrough: true }) response: Response): { status: string; code?: string; message?: string } {
    const code = this.health.stuckOn;
    if (code === null) return { status: 'ok' };
    response.status(503);
    return { status: 'stuck', code, message: FAULTS[code] };
  }

  /** Whether this process makes progress: 200, or 503 with what does not. */
  @Get('health/ready')
  async ready(
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ status: string; checks: Checks; problems: readonly Problem[] }> {
    const checks = await this.health.check();
    const problems = problemsOf(checks);
    response.status(problems.length === 0 ? 200 : 503);
    return { status: problems.length === 0 ? 'ok' : 'unavailable', checks, problems };
  }

  @Get('metrics')
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  figures(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}
