import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Whose turn it is: of all nodes on one database, one begins a round when it is time for it. */
@Injectable()
export class CleanUpRounds {
  constructor(private readonly dataSource: DataSource) {}

  /** True for one caller alone, if the last round of this name began at least `seconds` ago. */
  async begin(name: string, seconds: number): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>(
      `INSERT INTO clean_up_rounds AS r (name, begun_at) VALUES ($1, now())
       ON CONFLICT (name) DO UPDATE SET begun_at = now() WHERE r.begun_at <= now() - make_interval(secs => $2)
       RETURNING name`,
      [name, seconds],
    );
    return rows.length > 0;
  }
}
