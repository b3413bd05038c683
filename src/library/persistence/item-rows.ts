import type { MoodleActivity, MoodleAssignment, MoodleSection, MoodleSubmission } from '../../moodle';
import { itemFacts, type KnownAssignment } from './item-facts';
import { toRecordset, toTimestamp } from './recordset';
import type { RowCounts } from './row-counts';
import type { Query } from './transaction';

export interface CourseContent {
  readonly sections: readonly MoodleSection[];
  /** `null` when Moodle did not give them this time: what is known stays. */
  readonly assignments: readonly MoodleAssignment[] | null;
  /** By assignment id; what is missing keeps what is known. */
  readonly submissions: ReadonlyMap<number, MoodleSubmission>;
}

/** One item where it stands. Moodle shows an item in one section; should a reply name it twice, the first place counts. */
export interface PlacedModule {
  readonly module: MoodleActivity;
  readonly sectionId: number;
  readonly position: number;
  readonly assignment: MoodleAssignment | null;
}

export function placeModules({ sections, assignments }: CourseContent): readonly PlacedModule[] {
  const byCmid = new Map((assignments ?? []).map((assignment) => [assignment.cmid, assignment]));
  const placed = new Map<number, PlacedModule>();
  for (const section of sections) {
    section.modules.forEach((module, position) => {
      if (placed.has(module.cmid)) return;
      const assignment = byCmid.get(module.cmid) ?? null;
      placed.set(module.cmid, { module, sectionId: section.id, position, assignment });
    });
  }
  return [...placed.values()];
}

/**
 * $1 student, $2 course, $3 items. The section is found by Moodle's id, so an item that moved follows. What the classification
 * said (category, confidence, reasons) is not among the columns and stays.
 */
const UPSERT = `
  WITH incoming AS (
    SELECT s.id AS section_id, r.* FROM json_to_recordset($3::json) AS r (
      section_moodle_id bigint, cmid bigint, position integer, type text, instance bigint, name text, description text,
      url text, external_url text, dates jsonb, restricted boolean, restriction_reason text, stealth boolean,
      indent integer, subsection_id bigint, modified_at timestamptz, due_at timestamptz, opens_at timestamptz,
      cutoff_at timestamptz, deadline_source text, assignment_id bigint, extension_due_at timestamptz,
      submission_status text, submitted_at timestamptz, graded boolean, grade text, submission_locked boolean)
    JOIN library_sections s ON s.course_id = $2 AND s.moodle_id = r.section_moodle_id
  ), written AS (
    INSERT INTO library_items (
      student_id, course_id, section_id, cmid, position, type, instance, name, description, url, external_url, dates,
      restricted, restriction_reason, stealth, indent, subsection_id, modified_at, due_at, opens_at, cutoff_at,
      deadline_source, assignment_id, extension_due_at, submission_status, submitted_at, graded, grade,
      submission_locked)
    SELECT
      $1, $2, n.section_id, n.cmid, n.position, n.type, n.instance, n.name, n.description, n.url, n.external_url, n.dates,
      n.restricted, n.restriction_reason, n.stealth, n.indent, n.subsection_id, n.modified_at, n.due_at, n.opens_at,
      n.cutoff_at, n.deadline_source, n.assignment_id, n.extension_due_at, n.submission_status, n.submitted_at, n.graded,
      n.grade, n.submission_locked
    FROM incoming n
    LEFT JOIN library_items o ON o.course_id = $2 AND o.cmid = n.cmid
    WHERE o.id IS NULL
       OR (o.section_id, o.position, o.type, o.instance, o.name, o.description, o.url, o.external_url, o.dates,
           o.restricted, o.restriction_reason, o.stealth, o.indent, o.subsection_id, o.modified_at, o.due_at,
           o.opens_at, o.cutoff_at, o.deadline_source, o.assignment_id, o.extension_due_at, o.submission_status,
           o.submitted_at, o.graded, o.grade, o.submission_locked)
          IS DISTINCT FROM
          (n.section_id, n.position, n.type, n.instance, n.name, n.description, n.url, n.external_url, n.dates,
           n.restricted, n.restriction_reason, n.stealth, n.indent, n.subsection_id, n.modified_at, n.due_at,
           n.opens_at, n.cutoff_at, n.deadline_source, n.assignment_id, n.extension_due_at, n.submission_status,
           n.submitted_at, n.graded, n.grade, n.submission_locked)
    ON CONFLICT (course_id, cmid) DO UPDATE SET
      (section_id, position, type, instance, name, description, url, external_url, dates,
       restricted, restriction_reason, stealth, indent, subsection_id, modified_at, due_at,
       opens_at, cutoff_at, deadline_source, assignment_id, extension_due_at, submission_status,
       submitted_at, graded, grade, submission_locked) =
      (EXCLUDED.section_id, EXCLUDED.position, EXCLUDED.type, EXCLUDED.instance, EXCLUDED.name, EXCLUDED.description,
       EXCLUDED.url, EXCLUDED.external_url, EXCLUDED.dates, EXCLUDED.restricted, EXCLUDED.restriction_reason,
       EXCLUDED.stealth, EXCLUDED.indent, EXCLUDED.subsection_id, EXCLUDED.modified_at, EXCLUDED.due_at,
       EXCLUDED.opens_at, EXCLUDED.cutoff_at, EXCLUDED.deadline_source, EXCLUDED.assignment_id,
       EXCLUDED.extension_due_at, EXCLUDED.submission_status, EXCLUDED.submitted_at, EXCLUDED.graded, EXCLUDED.grade,
       EXCLUDED.submission_locked)
    RETURNING (xmax = 0) AS is_new
  )
  SELECT count(*) FILTER (WHERE is_new)::integer AS added,
         count(*) FILTER (WHERE NOT is_new)::integer AS changed,
         0 AS removed
  FROM written`;

interface KnownRow extends Omit<KnownAssignment, 'submission'> {
  readonly status: MoodleSubmission['status'] | null;
  readonly submittedAt: number | null;
  readonly graded: boolean;
  readonly grade: string | null;
  readonly extensionDueAt: number | null;
  readonly locked: boolean;
}

/** $1 course. Moments as Unix seconds, the unit of Moodle's own facts. */
const KNOWN_ASSIGNMENTS = `
  SELECT cmid::float8 AS cmid, assignment_id::float8 AS "assignmentId", description,
         extract(epoch FROM modified_at)::float8 AS "modifiedAt",
         extract(epoch FROM due_at)::float8 AS "dueAt",
         extract(epoch FROM opens_at)::float8 AS "opensAt",
         extract(epoch FROM cutoff_at)::float8 AS "cutoffAt",
         deadline_source AS "deadlineSource", submission_status AS status,
         extract(epoch FROM submitted_at)::float8 AS "submittedAt", graded, grade,
         extract(epoch FROM extension_due_at)::float8 AS "extensionDueAt", submission_locked AS locked
  FROM library_items WHERE course_id = $1 AND assignment_id IS NOT NULL`;

/** Upserts the items of one course with all that is known of their assignments. */
export async function writeItems(
  query: Query,
  studentId: string,
  courseId: string,
  modules: readonly PlacedModule[],
  submissions: CourseContent['submissions'],
): Promise<RowCounts> {
  const known = new Map(
    (await query<KnownRow>(KNOWN_ASSIGNMENTS, [courseId])).map((row) => [row.cmid, toKnown(row)]),
  );
  const rows = modules.map((placed) => itemRow(placed, submissions, known.get(placed.module.cmid) ?? null));
  const [counts] = await query<RowCounts>(UPSERT, [studentId, courseId, toRecordset(rows)]);
  return counts ?? { added: 0, changed: 0, removed: 0 };
}

function toKnown({
  status,
  submittedAt,
  graded,
  grade,
  extensionDueAt,
  locked,
  ...row
}: KnownRow): KnownAssignment {
  const submission = status === null ? null : { status, submittedAt, graded, grade, extensionDueAt, locked };
  return { ...row, submission };
}

function itemRow(
  { module, sectionId, position, assignment }: PlacedModule,
  submissions: CourseContent['submissions'],
  known: KnownAssignment | null,
): object {
  const submission = assignment ? (submissions.get(assignment.id) ?? null) : null;
  const facts = itemFacts(module, assignment, submission, known);
  return {
    section_moodle_id: sectionId,
    cmid: module.cmid,
    position,
    type: module.type,
    instance: module.instance,
    name: module.name,
    description: facts.description,
    url: module.url,
    external_url: module.externalUrl,
    dates: shownDates(module),
    restricted: module.restricted,
    restriction_reason: module.restrictionReason,
    stealth: module.stealth,
    indent: module.indent,
    subsection_id: module.subsectionId,
    modified_at: toTimestamp(facts.modifiedAt),
    due_at: toTimestamp(facts.deadline?.dueAt ?? null),
    opens_at: toTimestamp(facts.deadline?.opensAt ?? null),
    cutoff_at: toTimestamp(facts.deadline?.cutoffAt ?? null),
    deadline_source: facts.deadline?.source ?? null,
    assignment_id: facts.assignmentId,
    extension_due_at: toTimestamp(facts.submission?.extensionDueAt ?? null),
    submission_status: facts.submission?.status ?? null,
    submitted_at: toTimestamp(facts.submission?.submittedAt ?? null),
    graded: facts.submission?.graded ?? false,
    grade: facts.submission?.grade ?? null,
    submission_locked: facts.submission?.locked ?? false,
  };
}

function shownDates({ dates }: MoodleActivity): { id: string; label: string; at: string }[] {
  return dates.flatMap(({ id, label, at: seconds }) => {
    const at = toTimestamp(seconds);
    return at === null ? [] : [{ id, label, at }];
  });
}
