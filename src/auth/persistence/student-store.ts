import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { User } from '../../contract';

export interface StudentFacts {
  readonly universityId: string;
  readonly moodleUserId: number;
  readonly username: string;
  readonly fullName: string;
  readonly language: string | null;
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

  /** The student of this Moodle account, made on the first sign-in; `credential` replaces what was sealed before. */
  async signIn(
    facts: StudentFacts,
    sealFor: (studentId: string) => { keyId: string; bytes: Buffer },
  ): Promise<User> {
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
      const { keyId, bytes } = sealFor(row.id);
      await tx.query(
        `INSERT INTO moodle_credentials (student_id, kind, key_id, sealed) VALUES ($1, 'token', $2, $3)
         ON CONFLICT (student_id) DO UPDATE
           SET kind = EXCLUDED.kind, key_id = EXCLUDED.key_id, sealed = EXCLUDED.sealed, updated_at = now()`,
        [row.id, keyId, bytes],
      );
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

  async findCredential(
    studentId: string,
  ): Promise<{ universityId: string; keyId: string; bytes: Buffer } | null> {
    const [row] = await this.dataSource.query<{ university_id: string; key_id: string; sealed: Buffer }[]>(
      `SELECT s.university_id, c.key_id, c.sealed FROM moodle_credentials c JOIN students s ON s.id = c.student_id
       WHERE c.student_id = $1 AND c.kind = 'token'`,
      [studentId],
    );
    return row ? { universityId: row.university_id, keyId: row.key_id, bytes: row.sealed } : null;
  }
}
