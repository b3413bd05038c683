import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** Rows of one student by table, `schema.table`; tables without any are left out. */
export type RowsByTable = Readonly<Record<string, number>>;

interface Reference {
  readonly child: string;
  readonly parent: string;
  readonly childColumns: readonly string[];
  readonly parentColumns: readonly string[];
}

const ROOT = 'public.students';

/**
 * Everything that is kept of one student, and its end. What belongs to a student is not listed here: it is what refers to the student's row and
 * goes with it, as the database itself knows, so a table that is added later is counted and erased without anybody thinking of it.
 */
@Injectable()
export class StudentEraser {
  constructor(private readonly dataSource: DataSource) {}

  /** What an erasure would take. */
  async count(studentId: string): Promise<RowsByTable> {
    return this.dataSource.transaction('REPEATABLE READ', (tx) => this.countIn(tx, studentId));
  }

  /** Erases the student and the queue entries of the student's jobs in one transaction. Returns what went. */
  async erase(studentId: string): Promise<RowsByTable> {
    return this.dataSource.transaction(async (tx) => {
      // Whoever signs in as this student now waits, and is somebody new afterwards.
      await tx.query(`SELECT 1 FROM students WHERE id = $1 FOR UPDATE`, [studentId]);
      const queue = await tx.query<{ removed: unknown }[]>(
        `SELECT graphile_worker.remove_job(q.key) AS removed
         FROM graphile_worker.jobs q JOIN sync_jobs j ON j.id = q.key WHERE j.user_id = $1`,
        [studentId],
      );
      const rows = await this.countIn(tx, studentId);
      await tx.query(`DELETE FROM students WHERE id = $1`, [studentId]);
      return queue.length === 0 ? rows : { ...rows, 'graphile_worker.jobs': queue.length };
    });
  }

  private async countIn(tx: EntityManager, studentId: string): Promise<RowsByTable> {
    const conditions = conditionsOf(await this.references(tx));
    const rows: Record<string, number> = {};
    for (const [table, condition] of conditions) {
      const [found] = await tx.query<{ rows: number }[]>(
        `SELECT count(*)::int AS rows FROM ${table} WHERE ${condition}`,
        [studentId],
      );
      if (found && found.rows > 0) rows[table] = found.rows;
    }
    return rows;
  }

  /** Every foreign key whose rows go with those they refer to. */
  private references(tx: EntityManager): Promise<Reference[]> {
    return tx.query<Reference[]>(
      `SELECT format('%I.%I', cn.nspname, cc.relname) AS child, format('%I.%I', pn.nspname, pc.relname) AS parent,
         (SELECT array_agg(quote_ident(a.attname) ORDER BY k.n) FROM unnest(f.conkey) WITH ORDINALITY k(attnum, n)
          JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = k.attnum) AS "childColumns",
         (SELECT array_agg(quote_ident(a.attname) ORDER BY k.n) FROM unnest(f.confkey) WITH ORDINALITY k(attnum, n)
          JOIN pg_attribute a ON a.attrelid = f.confrelid AND a.attnum = k.attnum) AS "parentColumns"
       FROM pg_constraint f
       JOIN pg_class cc ON cc.oid = f.conrelid JOIN pg_namespace cn ON cn.oid = cc.relnamespace
       JOIN pg_class pc ON pc.oid = f.confrelid JOIN pg_namespace pn ON pn.oid = pc.relnamespace
       WHERE f.contype = 'f' AND f.confdeltype = 'c' AND f.conparentid = 0
       ORDER BY 1, 2, f.conname`,
    );
  }
}

/** For each table that a student's rows can be in, the SQL condition that finds them; `$1` is the student's id. */
export function conditionsOf(references: readonly Reference[]): ReadonlyMap<string, string> {
  const conditions = new Map([[ROOT, 'id = $1']]);
  // Parents first: a table is told once all that it refers to, and that a student's rows can be in, is told.
  const reachable = new Set([ROOT]);
  for (let before = 0; before < reachable.size;) {
    before = reachable.size;
    for (const { child, parent } of references) if (reachable.has(parent)) reachable.add(child);
  }
  const left = new Set([...reachable].filter((table) => table !== ROOT));
  while (left.size > 0) {
    const ready = [...left].filter((table) =>
      references.every(({ child, parent }) => child !== table || parent === table || !left.has(parent)),
    );
    if (ready.length === 0)
      throw new Error(`tables refer to each other in a circle: ${[...left].join(', ')}`);
    for (const table of ready) {
      const ways = references.filter(({ child, parent }) => child === table && conditions.has(parent));
      conditions.set(
        table,
        ways
          .map(
            ({ parent, childColumns, parentColumns }) =>
              `(${childColumns.join(', ')}) IN (SELECT ${parentColumns.join(', ')} FROM ${parent} WHERE ${conditions.get(parent)})`,
          )
          .join(' OR '),
      );
      left.delete(table);
    }
  }
  return conditions;
}
