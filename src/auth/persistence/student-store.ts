import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { ErrorCode, User } from '../../contract';
import type { Sealed } from '../sealer';
import { IS_REFUSED } from './standing-store';

export interface StudentFacts {
  readonly universityId: string;
  readonly moodleUserId: number;
  readonly username: string;
  readonly fullName: string;
  readonly language: string | null;
}

/** A student's sealed way into Moodle. */
export interface Credential extends Sealed {
  readonly universityId: string;
  readonly kind: 'token' | 'password';
  /** The code with which Moodle refused this token; it is not to be used any more. */
  readonly refusal: ErrorCode | null;
}

interface StudentRow {
  readonly id: string;
  readonly university_id: string;
  readonly username: string;
  readonly full_name: string;
}

const toUser = (row: StudentRow): User => ({
  id: row.id,
  universityId: row.university_id,
  username: row.username,
  fullName: row.full_name,
});

/** Students and their sealed way into Moodle. */
@Injectable()
export class StudentStore {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * The student of this Moodle account, made on the first sign-in. What `sealFor` answers replaces what was sealed before; `null` where
   * the site gave no token: one from earlier days is of no use any more.
   */
  async signIn(facts: StudentFacts, sealFor: ((studentId: string) => Sealed) | null): Promise<User> {
    return this.dataSource.transaction(async (tx) => {
      const [row] = await tx.query<StudentRow[]>(
        `INSERT INTO students (id, university_id, moodle_user_id, username, full_name, language)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (university_id, moodle_user_id) DO UPDATE
           SET username = EXCLUDED.username, full_name = EXCLUDED.full_name, language = EXCLUDED.language, signed_in_at = now()
         RETURNING id, university_id, username, full_name`,
        [
          randomUUID(),
          facts.universityId,
          facts.moodleUserId,
          facts.username,
          facts.fullName,
          facts.language,
        ],
      );
      if (!row) throw new Error('an upsert answered with no row');
      if (sealFor) await this.keepToken(tx, row.id, sealFor(row.id));
      else
        await tx.query(`DELETE FROM moodle_credentials WHERE student_id = $1 AND kind = 'token'`, [row.id]);
      return toUser(row);
    });
  }

  async find(studentId: string): Promise<User | null> {
    const [row] = await this.dataSource.query<StudentRow[]>(
      `SELECT id, university_id, username, full_name FROM students WHERE id = $1`,
      [studentId],
    );
    return row ? toUser(row) : null;
  }

  async findCredential(studentId: string): Promise<Credential | null> {
    const [row] = await this.dataSource.query<
      {
        university_id: string;
        kind: Credential['kind'];
        key_id: string;
        sealed: Buffer;
        refusal: ErrorCode | null;
      }[]
    >(
      `SELECT s.university_id, c.kind, c.key_id, c.sealed, CASE WHEN ${IS_REFUSED} THEN c.refused_code END AS refusal
       FROM moodle_credentials c JOIN students s ON s.id = c.student_id
       WHERE c.student_id = $1`,
      [studentId],
    );
    return row
      ? {
          universityId: row.university_id,
          kind: row.kind,
          keyId: row.key_id,
          bytes: row.sealed,
          refusal: row.refusal,
        }
      : null;
  }

  private async keepToken(tx: EntityManager, studentId: string, { keyId, bytes }: Sealed): Promise<void> {
    await tx.query(
      `INSERT INTO moodle_credentials (student_id, kind, key_id, sealed) VALUES ($1, 'token', $2, $3)
       ON CONFLICT (student_id) DO UPDATE
         SET kind = EXCLUDED.kind, key_id = EXCLUDED.key_id, sealed = EXCLUDED.sealed, job_id = NULL, updated_at = now()`,
      [studentId, keyId, bytes],
    );
  }
}
