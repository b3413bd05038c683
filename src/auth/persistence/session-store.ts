import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export interface SessionRecord {
  readonly id: string;
  readonly studentId: string;
  readonly universityId: string;
  readonly refreshHash: Buffer;
  readonly previousHash: Buffer | null;
  readonly rotatedAt: Date;
}

interface Gathering {
  readonly ids: Set<string>;
  readonly active: Promise<ReadonlySet<string>>;
}

/** Sign-in sessions. Refresh tokens are kept as SHA-256 hashes alone. */
@Injectable()
export class SessionStore {
  private gathering: Gathering | null = null;
  constructor(private readonly dataSource: DataSource) {}

  async create(session: {
    id: string;
    studentId: string;
    refreshHash: Buffer;
    expiresAt: Date;
  }): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO sessions (id, student_id, refresh_hash, expires_at) VALUES ($1, $2, $3, $4)`,
      [session.id, session.studentId, session.refreshHash, session.expiresAt],
    );
  }

  /** The session's place in the rotation, locked against a second refresh at once; `use` says what becomes of it. */
  async withLocked<T>(
    id: string,
    use: (
      session: SessionRecord,
      rotate: (hash: Buffer) => Promise<void>,
      revoke: () => Promise<void>,
    ) => Promise<T>,
  ): Promise<T | null> {
    return this.dataSource.transaction(async (tx) => {
      const [row] = await tx.query<
        {
          id: string;
          student_id: string;
          university_id: string;
          refresh_hash: Buffer;
          previous_hash: Buffer | null;
          rotated_at: Date;
        }[]
      >(
        `SELECT e.id, e.student_id, s.university_id, e.refresh_hash, e.previous_hash, e.rotated_at
         FROM sessions e JOIN students s ON s.id = e.student_id
         WHERE e.id = $1 AND e.revoked_at IS NULL AND e.expires_at > now() FOR UPDATE OF e`,
        [id],
      );
      if (!row) return null;
      const session: SessionRecord = {
        id: row.id,
        studentId: row.student_id,
        universityId: row.university_id,
        refreshHash: row.refresh_hash,
        previousHash: row.previous_hash,
        rotatedAt: row.rotated_at,
      };
      const rotate = async (hash: Buffer): Promise<void> => {
        await tx.query(
          `UPDATE sessions SET previous_hash = refresh_hash, refresh_hash = $2, rotated_at = now() WHERE id = $1`,
          [id, hash],
        );
      };
      const revoke = async (): Promise<void> => {
        await tx.query(`UPDATE sessions SET revoked_at = now() WHERE id = $1`, [id]);
      };
      return use(session, rotate, revoke);
    });
  }

  /** All who ask in one turn of the event loop are answered by one query: of thousands that reconnect at once, hundreds come in a turn. */
  async isActive(id: string): Promise<boolean> {
    const gathering = (this.gathering ??= this.gather());
    gathering.ids.add(id);
    return (await gathering.active).has(id);
  }

  private gather(): Gathering {
    const ids = new Set<string>();
    const active = setImmediate().then(() => {
      this.gathering = null; // whoever comes now asks anew: no answer is older than its question
      return this.findActive([...ids]);
    });
    return { ids, active };
  }

  /** Those of `ids` that are still good. */
  async findActive(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.dataSource.query<{ id: string }[]>(
      `SELECT id FROM sessions WHERE id = ANY ($1) AND revoked_at IS NULL AND expires_at > now()`,
      [ids],
    );
    return new Set(rows.map(({ id }) => id));
  }

  async revoke(id: string): Promise<void> {
    await this.dataSource.query(
      `UPDATE sessions SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL`,
      [id],
    );
  }

  /** Removes up to `limit` sessions that ended more than a day ago. Returns how many. */
  async removeEnded(limit: number): Promise<number> {
    const [, count] = await this.dataSource.query<[unknown[], number]>(
      `DELETE FROM sessions WHERE id IN (
         SELECT id FROM sessions WHERE LEAST(expires_at, revoked_at) < now() - interval '1 day' LIMIT $1)`,
      [limit],
    );
    return count;
  }
}
