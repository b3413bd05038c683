import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** A sign-in that was begun on a university's own page. */
export interface Passport {
  /** What the university signs its answer with. */
  readonly id: string;
  readonly universityId: string;
  /** What the site calls its own address. */
  readonly wwwroots: readonly string[];
}

/** Passports of browser sign-ins: good once, for a while, and only for whoever holds the secret they were given out with. */
@Injectable()
export class PassportStore {
  constructor(private readonly dataSource: DataSource) {}

  async create(
    { id, universityId, wwwroots }: Passport,
    secretHash: Buffer,
    lifeSeconds: number,
  ): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO sign_in_passports (id, university_id, secret_hash, wwwroots, expires_at)
       VALUES ($1, $2, $3, $4, now() + make_interval(secs => $5))`,
      [id, universityId, secretHash, wwwroots, lifeSeconds],
    );
  }

  /** Those of this secret that can still be used, the newest first. */
  async findOpen(secretHash: Buffer, limit: number): Promise<Passport[]> {
    const rows = await this.dataSource.query<{ id: string; university_id: string; wwwroots: string[] }[]>(
      `SELECT id, university_id, wwwroots FROM sign_in_passports
       WHERE secret_hash = $1 AND used_at IS NULL AND expires_at > now()
       ORDER BY created_at DESC LIMIT $2`,
      [secretHash, limit],
    );
    return rows.map(({ id, university_id: universityId, wwwroots }) => ({ id, universityId, wwwroots }));
  }

  /** Uses it up: true for one caller alone, whoever else tries at the same moment. */
  async use(id: string): Promise<boolean> {
    const [, count] = await this.dataSource.query<[unknown[], number]>(
      `UPDATE sign_in_passports SET used_at = now() WHERE id = $1 AND used_at IS NULL AND expires_at > now()`,
      [id],
    );
    return count === 1;
  }

  /** Removes up to `limit` that are past their time. Returns how many. */
  async removeExpired(limit: number): Promise<number> {
    const [, count] = await this.dataSource.query<[unknown[], number]>(
      `DELETE FROM sign_in_passports WHERE id IN (
         SELECT id FROM sign_in_passports WHERE expires_at < now() LIMIT $1)`,
      [limit],
    );
    return count;
  }
}
