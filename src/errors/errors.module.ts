import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { APP_FILTER, APP_PIPE, HttpAdapterHost } from '@nestjs/core';
import type { Request, Response } from 'express';
import { AppError } from './app-error';
import { ProblemFilter } from './problem.filter';
import { requestValidation } from './validation';

@Module({
  providers: [
    ProblemFilter,
    { provide: APP_FILTER, useExisting: ProblemFilter },
    { provide: APP_PIPE, useFactory: requestValidation },
  ],
})
export class ErrorsModule implements OnApplicationBootstrap {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly filter: ProblemFilter,
  ) {}

  /** Behind everything else: Nest answers for unknown addresses below its prefix alone. */
  onApplicationBootstrap(): void {
    this.host.httpAdapter.use((request: Request, response: Response) =>
      this.filter.answer(new AppError('request.not-found'), request, response),
    );
  }
}
