import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export interface DatabaseFacts {
  /** Major and minor, as PostgreSQL tells it. */
  readonly version: string;
  readonly connections: number;
  readonly maxConnections: number;
  readonly bytes: number;
  /** What the account may not do that Spike does, in words. */
  readonly forbidden: readonly string[];
}

/** SQL: whether a table of the schema lacks one of the privileges that Spike uses. */
const LACKING = `
  SELECT format('%s on %I.%I', p.privilege, n.nspname, c.relname) AS lack
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  CROSS JOIN (VALUES ('SELECT'), ('INSERT'), ('UPDATE'), ('DELETE')) p(privilege)
  WHERE n.nspname IN ('public', 'graphile_worker') AND c.relkind = 'r'
    AND has_schema_privilege(n.oid, 'USAGE') AND NOT has_table_privilege(c.oid, p.privilege)
  UNION ALL
  SELECT format('%s on schema %I', p.privilege, n.nspname)
  FROM pg_namespace n JOIN (VALUES ('public', 'USAGE'), ('public', 'CREATE'), ('graphile_worker', 'USAGE')) p(schema, privilege)
    ON n.nspname = p.schema WHERE NOT has_schema_privilege(n.oid, p.privilege)
  UNION ALL
  SELECT 'CREATE on the database' WHERE to_regnamespace('graphile_worker') IS NULL
    AND NOT has_database_privilege(current_database(), 'CREATE')
  ORDER BY 1`;

/** The database as an operator would ask about it. Nothing here writes. */
@Injectable()
export class DatabaseInspection {
  constructor(private readonly dataSource: DataSource) {}

  async facts(): Promise<DatabaseFacts> {
    const [row] = await this.dataSource.query<Omit<DatabaseFacts, 'forbidden'>[]>(
      `SELECT current_setting('server_version') AS version, (SELECT count(*)::int FROM pg_stat_activity WHERE backend_type = 'client backend') AS connections,
         current_setting('max_connections')::int AS "maxConnections", pg_database_size(current_database())::float8 AS bytes`,
    );
    if (!row) throw new Error('the database answered with no row');
    const lacks = await this.dataSource.query<{ lack: string }[]>(LACKING);
    return { ...row, forbidden: lacks.map(({ lack }) => lack) };
  }
}
