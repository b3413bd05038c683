import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export type DatabaseFault =
  | 'database.unreachable'
  | 'database.no-answer'
  | 'database.refused'
  | 'database.starting'
  | 'database.out-of-connections'
  | 'database.read-only'
  | 'database.disk-full'
  | 'database.failing';

/** What PostgreSQL's SQLSTATE says of the database as a whole (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
const BY_STATE: Readonly<Record<string, DatabaseFault>> = {
  '25006': 'database.read-only',
  '53100': 'database.disk-full',
  '53300': 'database.out-of-connections',
  '57P01': 'database.starting',
  '57P02': 'database.starting',
  '57P03': 'database.starting',
  '28000': 'database.refused',
  '28P01': 'database.refused',
  '3D000': 'database.refused',
};
const SQLSTATE = /^[0-9A-Z]{5}$/;

/** Written out of memory for the length of one statement: a disk that is full says so. */
const SPILL = { memory: '64kB', rows: 20_000 };

/** Whether the database answers, and takes what is written. */
@Injectable()
export class DatabaseProbe {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * `null` when all is well. It leaves nothing behind: a message in the write-ahead log that nobody reads shows that a commit reaches the disk,
   * and a row set too large for its memory shows that there is room on it.
   */
  async fault(): Promise<DatabaseFault | null> {
    try {
      const [row] = await this.dataSource.query<{ closed: boolean }[]>(
        `SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean AS closed`,
      );
      if (row?.closed !== false) return 'database.read-only';
      await this.dataSource.transaction(async (tx) => {
        await tx.query(`SET LOCAL work_mem = '${SPILL.memory}'`);
        await tx.query(`SELECT count(*) FROM generate_series(1, ${SPILL.rows})`);
        await tx.query(`SELECT pg_logical_emit_message(true, 'spike', 'health')`);
      });
      return null;
    } catch (error) {
      return faultOf(error);
    }
  }
}

export function faultOf(error: unknown): DatabaseFault {
  const code =
    typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;
  if (code === undefined || !SQLSTATE.test(code)) return 'database.unreachable';
  return BY_STATE[code] ?? 'database.failing';
}
