import { Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import type { Response } from 'express';
import type { ActiveJobReply, EventsReply, JobSnapshot, Page, StartSyncReply } from '../contract';
import { AppError } from '../errors';
import { CurrentStudent, type Principal, Public } from '../http';
import { isJobId } from './job-id';
import { asyncApiDocument } from './realtime/async-api';
import { EventStream } from './realtime/event-stream';
import { SyncService } from './sync.service';

const LARGEST_SEQ = 2 ** 31 - 1;

class EventsQuery {
  /** The last sequence number the client has. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(LARGEST_SEQ)
  after = 0;
}

class HistoryQuery {
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit = 20;

  @IsOptional()
  @IsString()
  @MaxLength(200)
  cursor?: string;
}

/** The socket's side of the contract, beside the OpenAPI document. Public, as that is. */
@ApiTags('sync')
@Controller('asyncapi.json')
export class AsyncApiController {
  private readonly document = asyncApiDocument('1');

  @Get()
  @Public()
  @ApiOperation({ summary: 'What is said on the socket, as an AsyncAPI 3 document' })
  get(): unknown {
    return this.document;
  }
}

@ApiTags('sync')
@ApiBearerAuth()
@Controller('sync')
export class SyncController {
  constructor(private readonly sync: SyncService) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: 'Start a sync, or learn of the one that runs' })
  start(@CurrentStudent() student: Principal): Promise<StartSyncReply> {
    return this.sync.startBackgroundSync(student.studentId, student.universityId, 'manual');
  }
}

@ApiTags('sync')
@ApiBearerAuth()
@Controller('sync-status')
export class SyncStatusController {
  constructor(
    private readonly sync: SyncService,
    private readonly stream: EventStream,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The jobs of the student, newest first' })
  history(
    @CurrentStudent() student: Principal,
    @Query() { limit, cursor }: HistoryQuery,
  ): Promise<Page<JobSnapshot>> {
    return this.sync.history(student.studentId, limit, cursor);
  }

  @Get('active')
  @ApiOperation({ summary: 'The job that runs now, if any' })
  active(@CurrentStudent() student: Principal): Promise<ActiveJobReply> {
    return this.sync.getActiveSyncJob(student.studentId);
  }

  @Get(':jobId')
  @ApiOperation({ summary: 'A job as it stands' })
  job(@CurrentStudent() student: Principal, @Param('jobId') jobId: string): Promise<JobSnapshot> {
    return this.sync.getSyncJobStatus(jobId, student.studentId);
  }

  @Get(':jobId/events')
  @ApiOperation({ summary: 'The events of a job after a sequence number' })
  events(
    @CurrentStudent() student: Principal,
    @Param('jobId') jobId: string,
    @Query() { after }: EventsQuery,
  ): Promise<EventsReply> {
    return this.sync.events(jobId, student.studentId, after);
  }

  @Get(':jobId/stream')
  @ApiOperation({ summary: 'The events of a job as Server-Sent Events; goes on after `Last-Event-ID`' })
  async events$(
    @CurrentStudent() student: Principal,
    @Param('jobId') jobId: string,
    @Query() { after }: EventsQuery,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res() response: Response,
  ): Promise<void> {
    if (!isJobId(jobId)) throw new AppError('sync.job-not-found');
    await this.stream.send(jobId, student, startAfter(after, lastEventId), response);
  }

  @Post(':jobId/cancel')
  @HttpCode(200)
  @ApiOperation({ summary: 'Cancel a job that runs' })
  cancel(@CurrentStudent() student: Principal, @Param('jobId') jobId: string): Promise<JobSnapshot> {
    return this.sync.cancel(jobId, student.studentId);
  }
}

function startAfter(after: number, lastEventId: string | undefined): number {
  if (lastEventId === undefined || lastEventId === '') return after;
  const seq = Number(lastEventId);
  if (!Number.isInteger(seq) || seq < 0 || seq > LARGEST_SEQ) {
    throw new AppError('request.invalid', {
      fields: [{ field: 'Last-Event-ID', rules: ['must be a sequence number'] }],
    });
  }
  return seq;
}
