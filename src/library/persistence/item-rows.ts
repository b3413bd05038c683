import type {
  MoodleActivity,
  MoodleAssignment,
  MoodleFile,
  MoodleQuiz,
  MoodleSubmissionDetail,
} from '../../moodle';
import type { CourseContent } from './course-content';
import { fingerprintInOrder, fingerprintOf } from '../../fingerprint';
import type { FileGroup } from './file-rows';
import { itemFacts, type FreshFacts, type ItemDetails, type KnownFacts } from './item-facts';
import { orMissing, toRecordset, toTimestamp } from './recordset';
import { NO_ROWS, type RowCounts } from './row-counts';
import type { RowDifference } from './row-difference';
import type { Query } from './transaction';

/** One item where it stands, with what this sync read of it. Moodle shows an item in one section; should a reply name it twice, the first place counts. */
export interface PlacedModule {
  readonly module: MoodleActivity;
  readonly sectionId: number;
  readonly sectionName: string;
  readonly position: number;
  readonly fresh: FreshFacts;
  /** The lists of files that were read. */
  readonly files: readonly ListedFiles[];
}

export function placeModules(content: CourseContent): readonly PlacedModule[] {
  const freshOf = freshFacts(content);
  const placed = new Map<number, PlacedModule>();
  for (const { id, name, modules } of content.sections) {
    modules.forEach((module, position) => {
      if (placed.has(module.cmid)) return;
      const { fresh, files } = freshOf(module);
      placed.set(module.cmid, { module, sectionId: id, sectionName: name, position, fresh, files });
    });
  }
  return [...placed.values()];
}

function freshFacts(
  content: CourseContent,
): (module: MoodleActivity) => Pick<PlacedModule, 'fresh' | 'files'> {
  const assignments = byCmid<MoodleAssignment>(content.assignments);
  const quizzes = byCmid<MoodleQuiz>(content.quizzes);
  const overrides = new Set(content.overrides?.rows);
  const pages = new Map((content.pages ?? []).map(({ cmid, text }) => [cmid, text]));
  return (module) => {
    const { cmid, type, instance } = module;
    const assignment = assignments.get(cmid) ?? null;
    const submission = assignment ? (content.submissions.get(assignment.id) ?? null) : null;
    const quiz = quizzes.get(cmid) ?? null;
    const files = listedFiles(module, content.whole, assignment, submission);
    const fresh = {
      assignment,
      submission,
      quiz,
      quizState: quiz ? (content.quizStates.get(quiz.id) ?? null) : null,
      override:
        overrides.has(`${type}:${instance}`) ||
        (isInCalendar(assignment?.dueAt ?? quiz?.closesAt ?? null, content) ? false : null),
      pageText: pages.get(cmid) ?? null,
      book: content.books.get(cmid) ?? null,
      filePrints: Object.fromEntries(files.map(({ origin, print }) => [origin, print])),
    };
    return { fresh, files };
  };
}

/** One list of files of an item; what was stored of the same list need not be stored again. */
export interface ListedFiles {
  readonly origin: 'content' | 'attachment' | 'submission' | 'feedback';
  readonly files: readonly MoodleFile[];
  readonly whole: boolean;
  readonly print: string;
}

function listedFiles(
  { files, restricted }: MoodleActivity,
  whole: boolean,
  assignment: MoodleAssignment | null,
  submission: MoodleSubmissionDetail | null,
): ListedFiles[] {
  const listed = (origin: ListedFiles['origin'], own: readonly MoodleFile[], all = true): ListedFiles => ({
    origin,
    files: own,
    whole: all,
    // A list that may lack some is looked at again when it is whole, though it names the same.
    print: all ? (own.length === 0 ? '' : fingerprintInOrder(own)) : `${fingerprintInOrder(own)}~`,
  });
  return [
    // Of what is locked Moodle lists no files: those that are known stay.
    ...(restricted && files.length === 0 ? [] : [listed('content', files, whole)]),
    ...(assignment ? [listed('attachment', assignment.attachments, !assignment.unreadableFiles)] : []),
    ...(submission
      ? [
          listed('submission', submission.files, !submission.unreadableFiles),
          listed('feedback', submission.feedbackFiles, !submission.unreadableFiles),
        ]
      : []),
  ];
}

/** The calendar that is read reaches back 30 days. */
const CALENDAR_REACH = 29 * 24 * 3600;

/** Whether a date set for this student would stand in the calendar that was read; an older one is remembered. */
function isInCalendar(due: number | null, { overrides, serverTime }: CourseContent): boolean {
  if (!overrides?.whole) return false;
  return due === null || serverTime === null || due > serverTime - CALENDAR_REACH;
}

const byCmid = <T extends { readonly cmid: number }>(rows: readonly T[] | null): ReadonlyMap<number, T> =>
  new Map((rows ?? []).map((row) => [row.cmid, row]));

/** An item's columns, as they are sent to the database or read back from it. */
export interface ItemRow {
  readonly [column: string]: unknown;
  readonly cmid: number;
  readonly type: string;
  readonly name: string;
  readonly section_moodle_id: number;
  readonly section_name: string;
  readonly restricted: boolean;
  readonly due_at?: string | null;
  readonly details: ItemDetails;
  readonly modified_at?: string | null;
  readonly gone_at?: string | null;
}

/**
 * $1 student, $2 course, $3 items. The section is found by Moodle's id, so an item that moved follows. What the classification
 * said (category, confidence, reasons) is not among the columns and stays. Answers the rows that differed, as they were.
 */
const WRITE = `
  WITH incoming AS (
    SELECT s.id AS section_id, r.* FROM json_to_recordset($3::json) AS r (
      section_moodle_id bigint, cmid bigint, position integer, type text, instance bigint, name text, description text,
      url text, external_url text, dates jsonb, restricted boolean, restriction_reason text, stealth boolean,
      indent integer, subsection_id bigint, modified_at timestamptz, due_at timestamptz, opens_at timestamptz,
      cutoff_at timestamptz, deadline_source text, assignment_id bigint, extension_due_at timestamptz,
      submission_status text, submitted_at timestamptz, graded boolean, grade text, submission_locked boolean,
      text text, details jsonb, fingerprint text)
    JOIN library_sections s ON s.course_id = $2 AND s.moodle_id = r.section_moodle_id
  ), written AS (
    INSERT INTO library_items (
      student_id, course_id, section_id, cmid, position, type, instance, name, description, url, external_url, dates,
      restricted, restriction_reason, stealth, indent, subsection_id, modified_at, due_at, opens_at, cutoff_at,
      deadline_source, assignment_id, extension_due_at, submission_status, submitted_at, graded, grade,
      submission_locked, text, details, fingerprint)
    SELECT
      $1, $2, n.section_id, n.cmid, n.position, n.type, n.instance, n.name, n.description, n.url, n.external_url, n.dates,
      n.restricted, n.restriction_reason, n.stealth, n.indent, n.subsection_id, n.modified_at, n.due_at, n.opens_at,
      n.cutoff_at, n.deadline_source, n.assignment_id, n.extension_due_at, n.submission_status, n.submitted_at, n.graded,
      n.grade, n.submission_locked, n.text, n.details, n.fingerprint
    FROM incoming n
    LEFT JOIN library_items o ON o.course_id = $2 AND o.cmid = n.cmid
    WHERE o.id IS NULL OR o.fingerprint <> n.fingerprint OR o.gone_at IS NOT NULL
    ON CONFLICT (course_id, cmid) DO UPDATE SET
      (section_id, position, type, instance, name, description, url, external_url, dates,
       restricted, restriction_reason, stealth, indent, subsection_id, modified_at, due_at,
       opens_at, cutoff_at, deadline_source, assignment_id, extension_due_at, submission_status,
       submitted_at, graded, grade, submission_locked, text, details, fingerprint, gone_at, gone_as) =
      (EXCLUDED.section_id, EXCLUDED.position, EXCLUDED.type, EXCLUDED.instance, EXCLUDED.name, EXCLUDED.description,
       EXCLUDED.url, EXCLUDED.external_url, EXCLUDED.dates, EXCLUDED.restricted, EXCLUDED.restriction_reason,
       EXCLUDED.stealth, EXCLUDED.indent, EXCLUDED.subsection_id, EXCLUDED.modified_at, EXCLUDED.due_at,
       EXCLUDED.opens_at, EXCLUDED.cutoff_at, EXCLUDED.deadline_source, EXCLUDED.assignment_id,
       EXCLUDED.extension_due_at, EXCLUDED.submission_status, EXCLUDED.submitted_at, EXCLUDED.graded, EXCLUDED.grade,
       EXCLUDED.submission_locked, EXCLUDED.text, EXCLUDED.details, EXCLUDED.fingerprint, NULL, NULL)
    RETURNING cmid
  )`;

/** What differed, as it was: these are the tables as they were before the statement, which does not see what it wrote itself. */
const UPSERT = `${WRITE}
  SELECT w.cmid::float8 AS cmid,
         CASE WHEN o.id IS NULL THEN NULL
              ELSE to_jsonb(o) || jsonb_build_object('section_moodle_id', s.moodle_id, 'section_name', s.name) END AS before
  FROM written w
  LEFT JOIN library_items o ON o.course_id = $2 AND o.cmid = w.cmid
  LEFT JOIN library_sections s ON s.course_id = $2 AND s.id = o.section_id`;

/** Of a course that was never read whole nothing is told: its rows, which may be thousands, do not come back. */
const UPSERT_UNTOLD = `${WRITE}
  SELECT count(*) FILTER (WHERE o.id IS NULL)::integer AS added,
         count(*) FILTER (WHERE o.id IS NOT NULL)::integer AS changed, 0 AS removed
  FROM written w LEFT JOIN library_items o ON o.course_id = $2 AND o.cmid = w.cmid`;

/** $1 course. */
const KNOWN = `
  SELECT cmid::float8 AS cmid, details, text, CASE WHEN gone_at IS NULL THEN fingerprint END AS fingerprint
  FROM library_items WHERE course_id = $1`;

interface KnownItem extends KnownFacts {
  readonly cmid: number;
  /** `null` for one that is gone: it has to be written, whatever it holds. */
  readonly fingerprint: string | null;
}

/** Upserts the items of one course with all that is known of them. `told`: what differs is wanted, not its number alone. */
export async function writeItems(
  query: Query,
  studentId: string,
  courseId: string,
  modules: readonly PlacedModule[],
  told: boolean,
): Promise<{
  counts: RowCounts;
  differences: RowDifference<ItemRow>[];
  /** Lists of files that are not stored as they are. */
  groups: readonly FileGroup[];
}> {
  const known = new Map((await query<KnownItem>(KNOWN, [courseId])).map((row) => [row.cmid, row]));
  const rows = new Map<number, ItemRow>();
  const groups: FileGroup[] = [];
  for (const placed of modules) {
    const { cmid } = placed.module;
    const before = known.get(cmid) ?? null;
    const row = itemRow(placed, before);
    if (row.fingerprint === before?.fingerprint) continue;
    rows.set(cmid, row);
    for (const { origin, files, print, whole } of placed.files)
      if ((before?.details.files?.[origin] ?? '') !== print) groups.push({ cmid, origin, files, whole });
  }
  if (rows.size === 0) return { counts: NO_ROWS, differences: [], groups };
  const params = [studentId, courseId, toRecordset([...rows.values()])];
  if (!told) {
    const [counts] = await query<RowCounts>(UPSERT_UNTOLD, params);
    return { counts: counts ?? NO_ROWS, differences: [], groups };
  }
  const written = await query<{ cmid: number; before: ItemRow | null }>(UPSERT, params);
  const differences = written.map(({ cmid, before }) => ({ before, after: rows.get(cmid) ?? null }));
  const added = written.filter(({ before }) => before === null).length;
  return { counts: { added, changed: written.length - added, removed: 0 }, differences, groups };
}

function itemRow(
  { module, sectionId, sectionName, position, fresh }: PlacedModule,
  known: KnownFacts | null,
): ItemRow {
  const facts = itemFacts(module, fresh, known);
  const dates = shownDates(module);
  const moment = (seconds: number | null | undefined): string | undefined =>
    orMissing(toTimestamp(seconds ?? null));
  const row = {
    section_moodle_id: sectionId,
    cmid: module.cmid,
    position,
    type: module.type,
    instance: orMissing(module.instance),
    name: module.name,
    description: orMissing(facts.description),
    url: orMissing(module.url),
    external_url: orMissing(module.externalUrl),
    restricted: module.restricted,
    restriction_reason: orMissing(module.restrictionReason),
    stealth: module.stealth,
    indent: Math.min(module.indent, LARGEST_INTEGER),
    subsection_id: orMissing(module.subsectionId),
    modified_at: moment(facts.modifiedAt),
    due_at: moment(facts.deadline?.dueAt),
    opens_at: moment(facts.deadline?.opensAt),
    cutoff_at: moment(facts.deadline?.cutoffAt),
    deadline_source: facts.deadline?.source,
    assignment_id: facts.details.assignment?.id,
    extension_due_at: moment(facts.details.submission?.extensionDueAt),
    submission_status: facts.standing?.status,
    submitted_at: moment(facts.standing?.submittedAt),
    graded: facts.standing?.graded ?? false,
    grade: orMissing(facts.standing?.grade ?? null),
    submission_locked: facts.standing?.locked ?? false,
    text: orMissing(facts.text),
  };
  // Details that were remembered come out of the database with their keys in its own order.
  const fingerprint = fingerprintInOrder([row, lasting(dates), fingerprintOf(facts.details)]);
  return { ...row, details: facts.details, dates, section_name: sectionName, fingerprint };
}

/** Of PostgreSQL's `integer`. */
const LARGEST_INTEGER = 2_147_483_647;

interface ShownDate {
  readonly id: string;
  readonly label: string;
  readonly at: string;
}

function shownDates({ dates }: MoodleActivity): ShownDate[] {
  return dates.flatMap(({ id, label, at: seconds }) => {
    const at = toTimestamp(seconds);
    return at === null ? [] : [{ id, label, at }];
  });
}

/** Moodle words a date anew once it has passed («opens» becomes «opened»): that is no change. */
const lasting = (dates: readonly ShownDate[]): readonly (readonly [string, string])[] =>
  dates.map(({ id, at }) => [id, at]);
