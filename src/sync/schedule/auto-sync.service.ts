import { Injectable } from '@nestjs/common';
import { type AutoSyncReply, errorReport } from '../../contract';
import { AppError } from '../../errors';
import type { Principal } from '../../http';
import { ScheduleStore } from '../persistence/schedule-store';
import { SyncFactsReader } from './sync-facts';

/** What a student is told of syncs by schedule, and decides about them. */
@Injectable()
export class AutoSyncService {
  constructor(
    private readonly schedule: ScheduleStore,
    private readonly facts: SyncFactsReader,
  ) {}

  /** Rejects with `auth.session-expired` when the student is gone. */
  async get({ studentId, universityId }: Principal): Promise<AutoSyncReply> {
    const now = await this.schedule.now();
    const [planned, wanted] = await Promise.all([
      this.facts.plan(universityId, [studentId], now),
      this.schedule.wantedBy([studentId]),
    ]);
    const found = planned.get(studentId);
    if (!found) throw new AppError('auth.session-expired');
    const { plan, refusal } = found;
    const enabled = wanted.has(studentId);
    if (plan.at === null) {
      const error = plan.why === 'sign-in-again' ? errorReport(refusal ?? 'auth.moodle-token-expired') : null;
      return { enabled, state: plan.why, nextAt: null, error };
    }
    // What is said here is what will be: a student who was out of the schedule, and comes back, is in it from now on.
    await this.schedule.lookBy(studentId, universityId, plan.at);
    const nextAt = new Date(Math.max(plan.at.getTime(), now.getTime())).toISOString();
    return { enabled, state: 'scheduled', nextAt, error: null };
  }

  async choose(student: Principal, enabled: boolean): Promise<AutoSyncReply> {
    await this.schedule.choose(student.studentId, student.universityId, enabled);
    return this.get(student);
  }
}
