import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ErrorCode } from '../../contract';

/** SQL: Moodle refuses the token of the row `c`. One that was stored since is another one, and not refused. */
export const IS_REFUSED = `(c.kind = 'token' AND c.refused_at >= c.updated_at)`;

/** Whether a student can be served while away. */
export interface Standing {
  readonly token: 'good' | 'refused' | 'none';
  /** With which code Moodle refused it. */
  readonly refusal: ErrorCode | null;
  /** The last sign-in or visit; `null` once no session is left. */
  readonly seenAt: Date | null;
}

interface StandingRow {
  readonly id: string;
  readonly token: Standing['token'];
  readonly refusal: ErrorCode | null;
  readonly seen_at: Date | null;
}

/** What sign-ins left of each student, for whoever decides about many at once. Nothing here opens a secret. */
@Injectable()
export class StandingStore {
  constructor(private readonly dataSource: DataSource) {}

  /** A student who is gone is not in the answer. A visit renews the session within a quarter of an hour, which is all that is noted of it. */
  async of(studentIds: readonly string[]): Promise<ReadonlyMap<string, Standing>> {
    const rows = await this.dataSource.query<StandingRow[]>(
      `SELECT s.id,
              CASE WHEN ${IS_REFUSED} THEN 'refused' WHEN c.kind = 'token' THEN 'good' ELSE 'none' END AS token,
              CASE WHEN ${IS_REFUSED} THEN c.refused_code END AS refusal,
              CASE WHEN e.rotated_at IS NOT NULL THEN GREATEST(s.signed_in_at, e.rotated_at) END AS seen_at
       FROM students s
       LEFT JOIN moodle_credentials c ON c.student_id = s.id
       LEFT JOIN LATERAL (
         SELECT max(rotated_at) AS rotated_at FROM sessions
         WHERE student_id = s.id AND revoked_at IS NULL AND expires_at > now()) e ON true
       WHERE s.id = ANY ($1)`,
      [studentIds],
    );
    return new Map(rows.map(({ id, token, refusal, seen_at: seenAt }) => [id, { token, refusal, seenAt }]));
  }
}
