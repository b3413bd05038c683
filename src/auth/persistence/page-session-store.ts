import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Sealed } from '../sealer';

/** A sealed session at a Moodle site, and the session of ours that it belongs to. */
export interface KeptSession extends Sealed {
  readonly sessionId: string;
  readonly universityId: string;
}

interface KeptRow {
  readonly session_id: string;
  readonly university_id: string;
  readonly key_id: string;
  readonly sealed: Buffer;
}

const toKept = (row: KeptRow): KeptSession => ({
  sessionId: row.session_id,
  universityId: row.university_id,
  keyId: row.key_id,
  bytes: row.sealed,
});

/** A session that was not used for so long is let go; Moodle itself waits for hours. */
const IDLE = `interval '30 minutes'`;

const KEPT = `moodle_page_sessions p JOIN sessions e ON e.id = p.session_id JOIN students s ON s.id = e.student_id`;

/**
 * Sealed sessions at Moodle sites, each bound to a session of ours: the database erases it with the end of that one, in the same
 * transaction (a trigger on `sessions`).
 */
@Injectable()
export class PageSessionStore {
  constructor(private readonly dataSource: DataSource) {}

  async keep(sessionId: string, { keyId, bytes }: Sealed): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO moodle_page_sessions (session_id, key_id, sealed) VALUES ($1, $2, $3)`,
      [sessionId, keyId, bytes],
    );
  }

  /** The one that the student opened last, by whatever device, noted as used now. */
  async findNewest(studentId: string): Promise<KeptSession | null> {
    const [row] = await this.dataSource.query<KeptRow[]>(
      `WITH found AS (
         SELECT p.session_id, s.university_id, p.key_id, p.sealed, p.used_at FROM ${KEPT}
         WHERE e.student_id = $1 AND e.revoked_at IS NULL AND e.expires_at > now() AND p.used_at > now() - ${IDLE}
         ORDER BY p.created_at DESC LIMIT 1
       ), used AS (
         -- To the minute is enough, and a file that is read in many parts is not noted with each.
         UPDATE moodle_page_sessions p SET used_at = now() FROM found
         WHERE p.session_id = found.session_id AND found.used_at < now() - interval '1 minute'
       )
       SELECT session_id, university_id, key_id, sealed FROM found`,
      [studentId],
    );
    return row ? toKept(row) : null;
  }

  /** Takes it out: for one caller alone, whoever else asks at the same moment. */
  async take(sessionId: string): Promise<KeptSession[]> {
    return this.takeThose(`p.session_id = $1`, [sessionId]);
  }

  /** Takes out a student's, but for the newest `spared`. */
  async takeOf(studentId: string, spared: number): Promise<KeptSession[]> {
    return this.takeThose(`e.student_id = $1`, [studentId, spared], `ORDER BY p.created_at DESC OFFSET $2`);
  }

  /** Takes out up to `limit` that were not used for half an hour. */
  async takeIdle(limit: number): Promise<KeptSession[]> {
    return this.takeThose(`p.used_at < now() - ${IDLE}`, [limit], `LIMIT $1`);
  }

  private async takeThose(which: string, parameters: unknown[], more = ''): Promise<KeptSession[]> {
    const [rows] = await this.dataSource.query<[KeptRow[], number]>(
      `DELETE FROM moodle_page_sessions t USING (
         SELECT p.session_id, s.university_id FROM ${KEPT} WHERE ${which} ${more}
       ) taken
       WHERE t.session_id = taken.session_id
       RETURNING t.session_id, taken.university_id, t.key_id, t.sealed`,
      parameters,
    );
    return rows.map(toKept);
  }
}
