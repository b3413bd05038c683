import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export interface SchemaState {
  /** In the order in which they ran. */
  readonly applied: readonly string[];
  /** Known to this program, and not run yet. */
  readonly pending: readonly string[];
  /** Run by a newer program, and not known to this one. */
  readonly newer: readonly string[];
  /** Whether the queue's own tables are there. */
  readonly queue: boolean;
}

/** Which migrations have run. Nothing here writes. */
@Injectable()
export class SchemaStatus {
  constructor(private readonly dataSource: DataSource) {}

  async read(): Promise<SchemaState> {
    const known = this.dataSource.migrations.map(({ name, constructor }) => name ?? constructor.name);
    const [there] = await this.dataSource.query<{ queue: boolean; ours: boolean }[]>(
      `SELECT to_regclass('graphile_worker._private_jobs') IS NOT NULL AS queue, to_regclass('schema_migrations') IS NOT NULL AS ours`,
    );
    const rows = there?.ours
      ? await this.dataSource.query<{ name: string }[]>(`SELECT name FROM schema_migrations ORDER BY id`)
      : [];
    const applied = rows.map(({ name }) => name);
    return {
      applied,
      pending: known.filter((name) => !applied.includes(name)),
      newer: applied.filter((name) => !known.includes(name)),
      queue: there?.queue ?? false,
    };
  }
}
