import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** A student as an operator speaks of one. */
export interface StudentEntry {
  readonly id: string;
  readonly universityId: string;
  readonly username: string;
  readonly fullName: string;
  readonly signedInAt: Date;
}

/** Finds students for operators. Nothing here writes. */
@Injectable()
export class StudentDirectory {
  constructor(private readonly dataSource: DataSource) {}

  /** By id, or by `university/username`. Several when an account of that name was made anew at the university. */
  async find(reference: string): Promise<readonly StudentEntry[]> {
    const slash = reference.indexOf('/');
    return this.dataSource.query<StudentEntry[]>(
      `SELECT id, university_id AS "universityId", username, full_name AS "fullName", signed_in_at AS "signedInAt" FROM students
       WHERE id = $1 OR (university_id = $2 AND lower(username) = lower($3)) ORDER BY signed_in_at DESC`,
      [reference, reference.slice(0, Math.max(slash, 0)), reference.slice(slash + 1)],
    );
  }

  /** Students of each university. */
  async countByUniversity(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.dataSource.query<{ university_id: string; students: number }[]>(
      `SELECT university_id, count(*)::int AS students FROM students GROUP BY 1 ORDER BY 1`,
    );
    return new Map(rows.map((row) => [row.university_id, row.students]));
  }

  /** How many sealed ways into Moodle each key has sealed, by the key's id. */
  async countByKey(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.dataSource.query<{ key_id: string; sealed: number }[]>(
      `SELECT key_id, count(*)::int AS sealed FROM moodle_credentials GROUP BY 1 ORDER BY 1`,
    );
    return new Map(rows.map((row) => [row.key_id, row.sealed]));
  }
}
