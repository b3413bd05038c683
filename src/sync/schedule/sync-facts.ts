import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { StandingStore } from '../../auth';
import { Settings } from '../../config';
import { type ErrorCode, isTerminal } from '../../contract';
import { OpenDeadlines } from '../../library';
import { Universities } from '../../universities';
import { type RecentJob, ScheduleStore } from '../persistence/schedule-store';
import { HORIZON_MS, nextSyncAt, type SyncFacts, type SyncOutcome, type SyncPlan } from './next-sync';
import { isOfTheSite } from './site-pause';

const DAY_MS = 24 * 60 * 60_000;

/** What a student's next sync depends on, gathered from all who know a part of it. */
@Injectable()
export class SyncFactsReader {
  constructor(
    private readonly schedule: ScheduleStore,
    private readonly standings: StandingStore,
    private readonly deadlines: OpenDeadlines,
    private readonly universities: Universities,
    private readonly settings: Settings,
  ) {}

  /** When the next sync of each student begins, as of `now`. Who is gone is not in the answer. */
  async plan(
    universityId: string,
    studentIds: readonly string[],
    now: Date,
  ): Promise<ReadonlyMap<string, { readonly plan: SyncPlan; readonly refusal: ErrorCode | null }>> {
    const [standings, jobs, wanted, due] = await Promise.all([
      this.standings.of(studentIds),
      this.schedule.jobsOf(studentIds),
      this.schedule.wantedBy(studentIds),
      this.deadlines.between(studentIds, now, new Date(now.getTime() + HORIZON_MS)),
    ]);
    const { schedule, inactiveDays } = this.settings.autoSync;
    const shared = {
      allowed: schedule && this.universities.siteOf(universityId) !== undefined,
      inactiveAfterMs: inactiveDays * DAY_MS,
      timeZone: this.universities.timeZoneOf(universityId),
    };
    return new Map(
      [...standings].map(([studentId, { token, refusal, seenAt }]) => {
        const history = historyOf(jobs.get(studentId) ?? []);
        const facts: SyncFacts = {
          ...shared,
          ...history,
          wanted: wanted.has(studentId),
          token,
          seenAt,
          dueAt: due.get(studentId) ?? [],
        };
        return [studentId, { plan: nextSyncAt(now, facts, chanceOf(studentId, facts)), refusal }];
      }),
    );
  }
}

function historyOf(jobs: readonly RecentJob[]): Pick<SyncFacts, 'last' | 'failures'> {
  const [newest] = jobs;
  if (!newest) return { last: null, failures: 0 };
  // What the site did is no failure of the student's, and does not end a row of them either.
  const own = jobs.map(outcomeOf).filter((outcome) => outcome !== 'site');
  const firstOther = own.findIndex((outcome) => outcome !== 'failed');
  return {
    last: { outcome: outcomeOf(newest), beganAt: newest.createdAt, endedAt: newest.finishedAt },
    failures: firstOther === -1 ? own.length : firstOther,
  };
}

function outcomeOf({ status, code }: RecentJob): SyncOutcome {
  if (!isTerminal(status)) return 'running';
  if (status === 'failed') return code !== null && isOfTheSite(code) ? 'site' : 'failed';
  return status === 'completed' ? 'completed' : 'cancelled';
}

/** 0..1: the student's own, and another one after each sync; the same on every node. */
function chanceOf(studentId: string, { last }: SyncFacts): number {
  const seed = `${studentId} ${last?.beganAt.getTime() ?? 0}`;
  return createHash('sha256').update(seed).digest().readUInt32BE(0) / 2 ** 32;
}
