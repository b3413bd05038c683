import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ChangesReply, LibraryChange } from '../../contract';
import { decodeCursor } from '../paging/cursor';
import { changeKeys } from '../paging/keys';
import { pageOf } from '../paging/page';

export interface ChangeRequest {
  readonly limit: number;
  readonly cursor?: string;
  /** Number of the change after which to go on. */
  readonly after?: string;
}

const COLUMNS = `
  g.seq, g.at, g.kind, g.subject, g.course_id, c.name AS course_name, i.id AS item_id, g.cmid::float8 AS cmid, g.name,
  g.fields, g.uploaded_at
  FROM library_changes g
  LEFT JOIN library_courses c ON c.id = g.course_id
  LEFT JOIN library_items i ON i.course_id = g.course_id AND i.cmid = g.cmid AND i.gone_at IS NULL`;

/** $1 student, $2 number, $3 rows. */
const NEWEST_FIRST = `
  SELECT ${COLUMNS} WHERE g.student_id = $1 AND ($2::bigint IS NULL OR g.seq < $2) ORDER BY g.seq DESC LIMIT $3`;
const OLDEST_FIRST = `
  SELECT ${COLUMNS} WHERE g.student_id = $1 AND g.seq > $2 ORDER BY g.seq LIMIT $3`;

interface ChangeRow {
  readonly seq: string;
  readonly at: Date;
  readonly kind: LibraryChange['kind'];
  readonly subject: LibraryChange['subject'];
  readonly course_id: string | null;
  readonly course_name: string | null;
  readonly item_id: string | null;
  readonly cmid: number | null;
  readonly name: string;
  readonly fields: LibraryChange['fields'];
  readonly uploaded_at: Date | null;
}

/** The feed of what changed in a student's library. */
@Injectable()
export class ChangeReader {
  constructor(private readonly dataSource: DataSource) {}

  /** The newest first; with `after` what came after it, the oldest first. A cursor goes on in the order it came from. */
  async list(studentId: string, { limit, cursor, after }: ChangeRequest): Promise<ChangesReply> {
    const [from] = cursor === undefined ? [null] : decodeCursor(cursor, changeKeys);
    // Read first: what is committed in between is then among the rows, never in the number alone.
    const [head] = await this.dataSource.query<{ last_seq: string }[]>(
      `SELECT last_seq FROM library_change_heads WHERE student_id = $1`,
      [studentId],
    );
    const lastId = head?.last_seq ?? '0';
    const [sql, start] =
      after === undefined ? [NEWEST_FIRST, from] : [OLDEST_FIRST, from ?? placeIn(lastId, after)];
    const rows = await this.dataSource.query<ChangeRow[]>(sql, [studentId, start, limit + 1]);
    return { ...pageOf(rows, limit, ({ seq }) => [seq], toChange), lastId };
  }
}

/** A number that this feed has not reached is of one that was begun anew since: all of this one came after it. */
const placeIn = (lastId: string, after: string): string => (BigInt(after) > BigInt(lastId) ? '0' : after);

const toChange = (row: ChangeRow): LibraryChange => ({
  id: row.seq,
  at: row.at.toISOString(),
  kind: row.kind,
  subject: row.subject,
  courseId: row.course_id,
  courseName: row.course_name,
  itemId: row.item_id,
  cmid: row.cmid,
  name: row.name,
  fields: row.fields,
  uploadedAt: row.uploaded_at?.toISOString() ?? null,
});
