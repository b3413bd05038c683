import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Category, ItemClassification } from '../../contract';
import { AppError } from '../../errors';
import { itemClassification, type StoredVerdict } from '../corrections/item-classification';
import { LIBRARY_ID } from '../paging/keys';
import { readCorrections } from './correction-rows';

/** $1 student, $2 item. */
const ITEM = `
  SELECT i.course_id::text AS course_id, i.cmid::float8 AS cmid, v.category, v.confidence, coalesce(v.reasons, '[]') AS reasons
  FROM library_items i
  LEFT JOIN library_verdicts v ON v.course_id = i.course_id AND v.item_id = i.id
  WHERE i.student_id = $1 AND i.id = $2 AND i.gone_at IS NULL`;

/** $1 student, $2 item, $3 category. What is said already is not written again. */
const CORRECT = `
  INSERT INTO library_corrections AS k (student_id, university_id, course_moodle_id, cmid, category)
  SELECT s.id, s.university_id, c.moodle_id, i.cmid, $3
  FROM library_items i JOIN library_courses c ON c.id = i.course_id JOIN students s ON s.id = c.student_id
  WHERE i.student_id = $1 AND i.id = $2 AND i.gone_at IS NULL
  ON CONFLICT (student_id, course_moodle_id, cmid)
    DO UPDATE SET category = excluded.category, corrected_at = now() WHERE k.category <> excluded.category`;

/** $1 student, $2 item. */
const UNDO = `
  DELETE FROM library_corrections k USING library_items i JOIN library_courses c ON c.id = i.course_id
  WHERE i.student_id = $1 AND i.id = $2 AND i.gone_at IS NULL
    AND k.student_id = $1 AND k.course_moodle_id = c.moodle_id AND k.cmid = i.cmid`;

interface ItemRow extends StoredVerdict {
  readonly course_id: string;
  readonly cmid: number;
}

/**
 * What a student says that an item of theirs is. An item that is not theirs, or that Moodle shows no longer, is `library.not-found`.
 */
@Injectable()
export class CorrectionStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Answers what the item is to the student now. */
  async correct(studentId: string, itemId: string, category: Category): Promise<ItemClassification> {
    return this.change(CORRECT, studentId, itemId, [category]);
  }

  /** What was never corrected can be undone as well. Answers what the item is to the student now. */
  async undo(studentId: string, itemId: string): Promise<ItemClassification> {
    return this.change(UNDO, studentId, itemId, []);
  }

  private async change(
    sql: string,
    studentId: string,
    itemId: string,
    more: readonly unknown[],
  ): Promise<ItemClassification> {
    if (!LIBRARY_ID.test(itemId)) throw new AppError('library.not-found');
    await this.dataSource.query(sql, [studentId, itemId, ...more]);
    const [item] = await this.dataSource.query<ItemRow[]>(ITEM, [studentId, itemId]);
    if (item === undefined) throw new AppError('library.not-found');
    const ask = <Row>(read: string, params: unknown[]) => this.dataSource.query<Row[]>(read, params);
    const corrections = await readCorrections(ask, studentId, [item.course_id]);
    return itemClassification(item, corrections.of(item.course_id, item.cmid));
  }
}
