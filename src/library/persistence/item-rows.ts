import type {
  MoodleActivity,
  MoodleAssignment,
  MoodleFile,
  MoodleQuiz,
  MoodleSubmissionDetail,
} from '../../moodle';
import type { CourseContent } from './course-content';
import { fingerprintInOrder, fingerprintOfText } from '../../fingerprint';
import { cells } from './copied-rows';
import type { FileGroup } from './file-rows';
import { itemFacts, type FreshFacts, type ItemDetails, type KnownFacts } from './item-facts';
import { orMissing, storableJson, toRecordset, toTimestamp } from './recordset';
import type { RowCounts } from './row-counts';
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

/** Columns that say what an item is: as one line they make its fingerprint, together with the section, the dates and the details. */
const FACTS = [
  'position',
  'type',
  'instance',
  'name',
  'description',
  'url',
  'external_url',
  'restricted',
  'restriction_reason',
  'stealth',
  'indent',
  'subsection_id',
  'modified_at',
  'due_at',
  'opens_at',
  'cutoff_at',
  'deadline_source',
  'assignment_id',
  'extension_due_at',
  'submission_status',
  'submitted_at',
  'graded',
  'grade',
  'submission_locked',
  'text',
] as const;

/** In the order of `copiedItem`. */
const COPIED = [
  'id',
  'student_id',
  'course_id',
  'section_id',
  'cmid',
  ...FACTS,
  'dates',
  'details',
  'fingerprint',
] as const;

/**
 * $1 course, $2 items that are stored already. The section is found by Moodle's id, so an item that moved follows. What the classification
 * said (category, confidence, reasons) is not among the columns and stays. Answers the rows as they were: these are the tables as
 * they were before the statement, which does not see what it wrote itself.
 */
const UPDATE = `
  WITH incoming AS (
    SELECT s.id AS section_id, r.* FROM json_to_recordset($2::json) AS r (
      section_moodle_id bigint, cmid bigint, position integer, type text, instance bigint, name text, description text,
      url text, external_url text, dates json, restricted boolean, restriction_reason text, stealth boolean,
      indent integer, subsection_id bigint, modified_at timestamptz, due_at timestamptz, opens_at timestamptz,
      cutoff_at timestamptz, deadline_source text, assignment_id bigint, extension_due_at timestamptz,
      submission_status text, submitted_at timestamptz, graded boolean, grade text, submission_locked boolean,
      text text, details json, fingerprint text)
    JOIN library_sections s ON s.course_id = $1 AND s.moodle_id = r.section_moodle_id
  ), written AS (
    UPDATE library_items i SET
      (section_id, dates, details, fingerprint, gone_at, gone_as, ${FACTS.join(', ')}) =
      (n.section_id, n.dates, n.details, n.fingerprint, NULL, NULL, ${FACTS.map((fact) => `n.${fact}`).join(', ')})
    FROM incoming n WHERE i.course_id = $1 AND i.cmid = n.cmid
    RETURNING i.cmid
  )
  SELECT w.cmid::float8 AS cmid,
         to_jsonb(o) || jsonb_build_object('section_moodle_id', s.moodle_id, 'section_name', s.name) AS before
  FROM written w
  JOIN library_items o ON o.course_id = $1 AND o.cmid = w.cmid
  LEFT JOIN library_sections s ON s.course_id = $1 AND s.id = o.section_id`;

/** $1 course. */
const KNOWN = `
  SELECT cmid::float8 AS cmid, details, text, CASE WHEN gone_at IS NULL THEN fingerprint END AS fingerprint
  FROM library_items WHERE course_id = $1`;

interface KnownItem extends KnownFacts {
  readonly cmid: number;
  /** `null` for one that is gone: it has to be written, whatever it holds. */
  readonly fingerprint: string | null;
}

export interface WrittenItems {
  readonly counts: RowCounts;
  readonly differences: readonly RowDifference<ItemRow>[];
  /** Lists of files that are not stored as they are. */
  readonly groups: readonly FileGroup[];
}

/** Writes the items of one course with all that is known of them, once its sections are written. `told`: what differs is wanted, not its number alone. */
export async function writeItems(
  query: Query,
  studentId: string,
  courseId: string,
  modules: readonly PlacedModule[],
  told: boolean,
): Promise<WrittenItems> {
  const known = new Map((await query<KnownItem>(KNOWN, [courseId])).map((row) => [row.cmid, row]));
  const added = modules.filter(({ module }) => !known.has(module.cmid));
  const appended = await appendItems(query, studentId, courseId, added, told);
  const updated = await updateItems(query, courseId, modules, known);
  return {
    counts: { added: added.length, changed: updated.differences.length, removed: 0 },
    differences: [...updated.differences, ...appended.differences],
    groups: [...updated.groups, ...appended.groups],
  };
}

type Written = Omit<WrittenItems, 'counts'>;

/** The course's row is held: whatever was not stored a moment ago is new. */
async function appendItems(
  query: Query,
  studentId: string,
  courseId: string,
  added: readonly PlacedModule[],
  told: boolean,
): Promise<Written> {
  if (added.length === 0) return { differences: [], groups: [] };
  const { ids, sections } = await newPlaces(query, courseId, added.length);
  const differences: RowDifference<ItemRow>[] = [];
  function* lines(): Generator<string> {
    for (const [at, placed] of added.entries()) {
      const { row, facts, details, fingerprint } = itemRow(placed, null);
      if (told) differences.push({ before: null, after: row });
      const place = cells([ids[at], studentId, courseId, sections[placed.sectionId], row.cmid]);
      const dates = storableJson(JSON.stringify(row.dates));
      yield `${place}\t${facts}\t${cells([dates, storableJson(details), fingerprint])}`;
    }
  }
  await query.copy('library_items', COPIED, lines());
  const groups = added.flatMap(({ module: { cmid }, files: lists }, at) =>
    lists
      .filter(({ print }) => print !== '')
      .map(({ origin, files, whole }) => ({ cmid, origin, files, whole, newItemId: ids[at] ?? null })),
  );
  return { differences, groups };
}

async function updateItems(
  query: Query,
  courseId: string,
  modules: readonly PlacedModule[],
  known: ReadonlyMap<number, KnownItem>,
): Promise<Written> {
  const rows = new Map<number, ItemRow>();
  const groups: FileGroup[] = [];
  for (const placed of modules) {
    const { cmid } = placed.module;
    const before = known.get(cmid);
    if (!before) continue;
    const { row, fingerprint } = itemRow(placed, before);
    if (fingerprint === before.fingerprint) continue;
    rows.set(cmid, { ...row, fingerprint });
    for (const list of placed.files)
      if ((before.details.files?.[list.origin] ?? '') !== list.print)
        groups.push({ ...list, cmid, newItemId: null });
  }
  if (rows.size === 0) return { differences: [], groups };
  const params = [courseId, toRecordset([...rows.values()])];
  const written = await query<{ cmid: number; before: ItemRow }>(UPDATE, params);
  return {
    differences: written.map(({ cmid, before }) => ({ before, after: rows.get(cmid) ?? null })),
    groups,
  };
}

/** $1 course, $2 how many. As one text: a row for each costs ten times as much. */
const NEW_PLACES = `
  SELECT (SELECT string_agg(nextval(pg_get_serial_sequence('library_items', 'id'))::text, ',')
          FROM generate_series(1, $2)) AS ids,
         (SELECT json_object_agg(moodle_id, id::text) FROM library_sections WHERE course_id = $1) AS sections`;

/** Ids for rows that are to be copied into the table, of its own sequence; and those of the sections, by Moodle's. */
async function newPlaces(
  query: Query,
  courseId: string,
  count: number,
): Promise<{ readonly ids: readonly string[]; readonly sections: Readonly<Record<number, string>> }> {
  const [row] = await query<{ ids: string | null; sections: Readonly<Record<number, string>> | null }>(
    NEW_PLACES,
    [courseId, count],
  );
  return { ids: row?.ids?.split(',') ?? [], sections: row?.sections ?? {} };
}

interface PreparedItem {
  readonly row: ItemRow & { readonly dates: readonly ShownDate[] };
  /** Its columns of `FACTS`, for COPY. */
  readonly facts: string;
  /** As JSON. */
  readonly details: string;
  readonly fingerprint: string;
}

function itemRow(
  { module, sectionId, sectionName, position, fresh }: PlacedModule,
  known: KnownFacts | null,
): PreparedItem {
  const facts = itemFacts(module, fresh, known);
  const dates = shownDates(module);
  const moment = (seconds: number | null | undefined): string | undefined =>
    orMissing(toTimestamp(seconds ?? null));
  const row = {
    cmid: module.cmid,
    section_moodle_id: sectionId,
    section_name: sectionName,
    details: facts.details,
    dates,
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
  const line = cells(FACTS.map((fact) => row[fact]));
  const details = JSON.stringify(facts.details);
  // Moodle words a date anew once it has passed («opens» becomes «opened»): that is no change.
  const lasting = JSON.stringify(dates.map(({ id, at }) => [id, at]));
  const fingerprint = fingerprintOfText(`${sectionId}\n${line}\n${lasting}\n${details}`);
  return { row, facts: line, details, fingerprint };
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
