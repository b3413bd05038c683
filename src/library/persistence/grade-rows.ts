import { fingerprintOfText } from '../../fingerprint';
import type { Listed, MoodleGradeItem } from '../../moodle';
import { cells } from './copied-rows';
import { toRecordset, toTimestamp } from './recordset';
import type { Query } from './transaction';
import { writtenRows, type DifferingRow, type WrittenRows } from './written-rows';

/** A grade's columns, as they are sent to the database or read back from it. */
export interface GradeFacts {
  readonly [column: string]: unknown;
  readonly moodle_id: number;
  /** In the report, from 0. */
  readonly position: number;
  readonly kind: MoodleGradeItem['kind'];
  readonly name: string | null;
  readonly activity_type: string | null;
  readonly instance: number | null;
  readonly cmid: number | null;
  readonly item_number: number;
  readonly category_id: number | null;
  readonly grade: number | null;
  readonly shown: string | null;
  readonly percentage: string | null;
  readonly weight: string | null;
  readonly min_grade: number | null;
  readonly max_grade: number | null;
  readonly feedback: string | null;
  readonly graded_at: string | null;
  readonly hidden: boolean;
  readonly fingerprint?: string;
}

/** Columns that say what a grade is: as one line they make its fingerprint. */
const FACTS = [
  'position',
  'kind',
  'name',
  'activity_type',
  'instance',
  'cmid',
  'item_number',
  'category_id',
  'grade',
  'shown',
  'percentage',
  'weight',
  'min_grade',
  'max_grade',
  'feedback',
  'graded_at',
  'hidden',
] as const;

const COPIED = ['student_id', 'course_id', 'moodle_id', ...FACTS, 'fingerprint'] as const;

/** $1 course. */
const KNOWN = `SELECT moodle_id::float8 AS id, fingerprint FROM library_grades WHERE course_id = $1`;

/**
 * $1 course, $2 grades that are stored already, $3 ids of those that are gone. The statement sees the table as it was before, so what is
 * joined last is what was stored.
 */
const WRITE = `
  WITH removed AS (
    DELETE FROM library_grades o WHERE o.course_id = $1 AND o.moodle_id = ANY ($3::bigint[]) RETURNING o.*
  ), written AS (
    UPDATE library_grades o SET
      (fingerprint, ${FACTS.join(', ')}) = (n.fingerprint, ${FACTS.map((fact) => `n.${fact}`).join(', ')})
    FROM json_to_recordset($2::json) AS n (
      moodle_id bigint, position integer, kind text, name text, activity_type text, instance bigint, cmid bigint,
      item_number bigint, category_id bigint, grade double precision, shown text, percentage text, weight text,
      min_grade double precision, max_grade double precision, feedback text, graded_at timestamptz, hidden boolean,
      fingerprint text)
    WHERE o.course_id = $1 AND o.moodle_id = n.moodle_id
    RETURNING o.moodle_id
  )
  SELECT w.moodle_id::float8 AS moodle_id, to_jsonb(o) AS before, false AS removed
  FROM written w JOIN library_grades o ON o.course_id = $1 AND o.moodle_id = w.moodle_id
  UNION ALL
  SELECT r.moodle_id::float8, to_jsonb(r), true FROM removed r`;

/**
 * Makes the grades of a course, whose row is held, those of its report: what a report that is whole no longer lists is gone. A row that only
 * moved in the report differs as well: in its position. `known`: some were stored before.
 */
export async function writeGrades(
  query: Query,
  studentId: string,
  courseId: string,
  { rows: items, whole }: Listed<MoodleGradeItem>,
): Promise<WrittenRows<GradeFacts> & { readonly known: boolean }> {
  const stored = await query<{ id: number; fingerprint: string }>(KNOWN, [courseId]);
  const known = new Map(stored.map(({ id, fingerprint }) => [id, fingerprint]));
  const rows = new Map<number, GradeFacts>();
  for (const item of items) if (!rows.has(item.id)) rows.set(item.id, gradeRow(item, rows.size));
  const added = [...rows.values()].filter((row) => !known.has(row.moodle_id));
  const changed = [...rows.values()].filter(
    ({ moodle_id, fingerprint }) => known.has(moodle_id) && known.get(moodle_id) !== fingerprint,
  );
  const gone = whole ? [...known.keys()].filter((id) => !rows.has(id)) : [];
  if (added.length > 0)
    await query.copy(
      'library_grades',
      COPIED,
      added.map((row) =>
        cells([studentId, courseId, row.moodle_id, ...FACTS.map((fact) => row[fact]), row.fingerprint]),
      ),
    );
  const differing =
    changed.length + gone.length > 0
      ? await query<DifferingRow<GradeFacts>>(WRITE, [courseId, toRecordset(changed), gone])
      : [];
  const written = writtenRows(
    [...differing, ...added.map(({ moodle_id }) => ({ moodle_id, before: null, removed: false }))],
    ({ moodle_id }) => rows.get(moodle_id) ?? null,
  );
  return { ...written, known: known.size > 0 };
}

function gradeRow(item: MoodleGradeItem, position: number): GradeFacts {
  const facts = {
    moodle_id: item.id,
    position,
    kind: item.kind,
    name: item.name,
    activity_type: item.activityType,
    instance: item.instance,
    cmid: item.cmid,
    item_number: item.itemNumber,
    category_id: item.categoryId,
    grade: item.grade,
    shown: item.shown,
    percentage: item.percentage,
    weight: item.weight,
    min_grade: item.min,
    max_grade: item.max,
    feedback: item.feedback,
    graded_at: toTimestamp(item.gradedAt),
    hidden: item.hidden,
  };
  return { ...facts, fingerprint: fingerprintOfText(cells(FACTS.map((fact) => facts[fact]))) };
}
