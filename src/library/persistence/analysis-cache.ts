import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Verdict } from '../../classification';
import { toRecordset } from './recordset';

/** Which analysis: a course of a site as it stood at a time, of exactly the content that `fingerprint` was made of. */
export interface AnalysisKey {
  readonly universityId: string;
  /** `analysis_{courseId}_{lastModified}`, Moodle's id and Unix seconds. */
  readonly key: string;
  readonly fingerprint: string;
}

/** Analyses untouched by any newer content are kept so long. */
const KEPT_DAYS = 90;

/**
 * Results of content analysis, shared by all students who see the same content of a course. Two students who see different content
 * (one sees a restricted item, the other does not) have different fingerprints, and share nothing.
 */
@Injectable()
export class AnalysisCache {
  constructor(private readonly dataSource: DataSource) {}

  /** What is known of these, by fingerprint. */
  async find(keys: readonly AnalysisKey[]): Promise<ReadonlyMap<string, readonly Verdict[]>> {
    if (keys.length === 0) return new Map();
    const rows = await this.dataSource.query<{ fingerprint: string; verdicts: readonly Verdict[] }[]>(
      `SELECT a.fingerprint, a.verdicts FROM analysis_cache a
       JOIN json_to_recordset($1::json) AS n (university_id text, key text, fingerprint text)
         ON (a.university_id, a.key, a.fingerprint) = (n.university_id, n.key, n.fingerprint)`,
      [toRecordset(keys.map(keyRow))],
    );
    return new Map(rows.map(({ fingerprint, verdicts }) => [fingerprint, verdicts]));
  }

  async keep(analyses: readonly (AnalysisKey & { readonly verdicts: readonly Verdict[] })[]): Promise<void> {
    if (analyses.length === 0) return;
    await this.dataSource.query(
      `INSERT INTO analysis_cache (university_id, key, fingerprint, verdicts)
       SELECT * FROM json_to_recordset($1::json) AS n (university_id text, key text, fingerprint text, verdicts jsonb)
       ORDER BY 1, 2, 3
       ON CONFLICT DO NOTHING`,
      [toRecordset(analyses.map((one) => ({ ...keyRow(one), verdicts: one.verdicts })))],
    );
  }

  /** Deletes the oldest, so many rows at a time. Answers how many went. */
  async forgetOld(limit: number): Promise<number> {
    const [row] = await this.dataSource.query<{ count: number }[]>(
      `WITH forgotten AS (
         DELETE FROM analysis_cache WHERE (university_id, key, fingerprint) IN (
           SELECT university_id, key, fingerprint FROM analysis_cache
           WHERE created_at < now() - make_interval(days => $1) LIMIT $2)
         RETURNING 1)
       SELECT count(*)::integer AS count FROM forgotten`,
      [KEPT_DAYS, limit],
    );
    return row?.count ?? 0;
  }
}

const keyRow = ({ universityId, key, fingerprint }: AnalysisKey): object => ({
  university_id: universityId,
  key,
  fingerprint,
});
