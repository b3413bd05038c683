import { Injectable, Logger } from '@nestjs/common';
import type { ActiveJobReply, EventsReply, JobSnapshot, JobTrigger, Page, StartSyncReply } from '../contract';
import { MoodleAccounts, PasswordStore, type Sealed } from '../auth';
import { Settings } from '../config';
import { AppError } from '../errors';
import { isJobId } from './job-id';
import { JobQueries } from './persistence/job-queries';
import { JobStore } from './persistence/job-store';
import { SyncRecorder } from './recorder';
import { RunningJobs } from './worker/running-jobs';

/** Jobs that may end, one after another, just when they are to be given a newer password. */
const MOST_TURNS = 5;
/** Events in one REST answer at most. */
const EVENTS_PER_PAGE = 1_000;

const NO_ACTIVE_JOB: ActiveJobReply = {
  hasActiveJob: false,
  jobId: null,
  status: null,
  progress: null,
  message: null,
  lastSeq: null,
};

/** What can be asked of jobs. Every question is asked for one student, and answered about that student's jobs alone. */
@Injectable()
export class SyncService {
  private readonly logger = new Logger(SyncService.name);

  constructor(
    private readonly store: JobStore,
    private readonly queries: JobQueries,
    private readonly recorder: SyncRecorder,
    private readonly running: RunningJobs,
    private readonly accounts: MoodleAccounts,
    private readonly passwords: PasswordStore,
    private readonly settings: Settings,
  ) {}

  /**
   * Starts a job in the background; the student's active one is answered if there is one. Returns at once. `password`: sealed for this job,
   * and erased with its end. Rejects with `auth.password-not-kept` where there is nothing to open the student's Moodle with.
   */
  async startBackgroundSync(
    studentId: string,
    universityId: string,
    trigger: JobTrigger,
    password?: Sealed,
  ): Promise<StartSyncReply> {
    if (!password) {
      const active = await this.queries.findActive(studentId);
      if (active) return { jobId: active.jobId, created: false };
      await this.accounts.requireOne(studentId);
    }
    for (let turn = 1; turn <= MOST_TURNS; turn += 1) {
      const { job, created } = await this.store.createOrGetActive(
        studentId,
        universityId,
        trigger,
        password && ((tx, jobId) => this.passwords.keepFor(jobId, studentId, password, tx)),
      );
      if (created) {
        this.recorder.announce(created);
        this.logger.log({ msg: 'job created', jobId: job.jobId, universityId, trigger });
      }
      if (created || !password || (await this.passwords.keepFor(job.jobId, studentId, password)))
        return { jobId: job.jobId, created: created !== null };
      // The job ended before it could have the password: then another one has to start.
    }
    throw new Error(`${MOST_TURNS} jobs of one student ended while a password was brought to them`);
  }

  /** Rejects with `sync.job-not-found` for a job that is not the student's. */
  async getSyncJobStatus(jobId: string, studentId: string): Promise<JobSnapshot> {
    const job = isJobId(jobId) ? await this.queries.find(jobId, studentId) : null;
    if (!job) throw new AppError('sync.job-not-found');
    return job;
  }

  async getActiveSyncJob(studentId: string): Promise<ActiveJobReply> {
    const job = await this.queries.findActive(studentId);
    return job ? { hasActiveJob: true, ...job } : NO_ACTIVE_JOB;
  }

  async events(jobId: string, studentId: string, after: number): Promise<EventsReply> {
    const replay = isJobId(jobId)
      ? await this.queries.replay(jobId, studentId, after, EVENTS_PER_PAGE)
      : null;
    if (!replay) throw new AppError('sync.job-not-found');
    return {
      jobId,
      events: replay.events,
      lastSeq: replay.job.lastSeq,
      pollAfterMs: this.settings.jobs.pollingIntervalMs,
    };
  }

  async cancel(jobId: string, studentId: string): Promise<JobSnapshot> {
    const cancelled = isJobId(jobId) ? await this.store.cancel(jobId, studentId) : null;
    if (cancelled) {
      this.recorder.announce(cancelled);
      this.running.end(jobId, 'cancelled');
    }
    const job = await this.getSyncJobStatus(jobId, studentId);
    if (!cancelled && job.status !== 'cancelled') throw new AppError('sync.job-finished');
    return job;
  }

  async history(studentId: string, limit: number, cursor: string | undefined): Promise<Page<JobSnapshot>> {
    const before = cursor === undefined ? null : decodeCursor(cursor);
    const jobs = await this.queries.history(studentId, limit + 1, before);
    const items = jobs.slice(0, limit);
    const last = items.at(-1);
    return { items, nextCursor: jobs.length > limit && last ? encodeCursor(last) : null };
  }
}

const encodeCursor = ({ createdAt, jobId }: JobSnapshot): string =>
  Buffer.from(`${createdAt} ${jobId}`).toString('base64url');

/** A time as `toISOString` writes it, of an era that PostgreSQL reads the same way. */
const OUR_TIME = /^(?!0000)\d{4}-\d\d-\d\dT[\d:.]+Z$/;

function decodeCursor(cursor: string): { createdAt: Date; id: string } {
  const [at, id] = Buffer.from(cursor, 'base64url').toString().split(' ');
  const createdAt = new Date(at ?? '');
  if (at === undefined || !OUR_TIME.test(at) || Number.isNaN(createdAt.getTime()) || !isJobId(id)) {
    throw new AppError('request.invalid', {
      fields: [{ field: 'cursor', rules: ['cursor is not one of ours'] }],
    });
  }
  return { createdAt, id };
}
