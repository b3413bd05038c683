import {
  API_PREFIX,
  type ItemClassification,
  type ItemInsight,
  type LibraryFile,
  type LibraryItem,
  type LibrarySection,
} from '../../contract';
import { itemClassification, type ItemCorrections } from '../corrections/item-classification';
import { itemInsight } from '../insight/item-insight';
import { relatedItems } from '../insight/related-items';
import type { CourseCorrections } from './correction-rows';
import { IS_OFFLINE, toDue, toIso, type DueRow } from './deadline-view';
import { toCompletion, toQuiz, toSubmission } from './details-view';
import type { ItemDetails } from './item-facts';

/**
 * Sections, items and files of `library_courses c`, each a JSON array. In the statement that reads the course, so that the three
 * are of one moment even while a sync writes. Ids as text: JSON has no `bigint`.
 */
export const CONTENT_COLUMNS = `
  (SELECT coalesce(json_agg(s ORDER BY s.position, s.moodle_id), '[]') FROM (
     SELECT id::text AS id, moodle_id, name, position, summary, restricted, restriction_reason
     FROM library_sections WHERE course_id = c.id AND gone_at IS NULL) s) AS section_rows,
  (SELECT coalesce(json_agg(i ORDER BY i.position, i.cmid), '[]') FROM (
     SELECT id::text AS id, section_id::text AS section_id, cmid, position, type, name, v.category, v.confidence,
            coalesce(v.reasons, '[]') AS reasons, description, url, external_url, dates, restricted, restriction_reason,
            stealth, indent, modified_at, due_at, opens_at, cutoff_at, deadline_source, submission_status, graded,
            submission_locked, text, details, ${IS_OFFLINE}
     FROM library_items LEFT JOIN library_verdicts v ON v.course_id = c.id AND v.item_id = id
     WHERE library_items.course_id = c.id AND gone_at IS NULL) i) AS item_rows,
  (SELECT coalesce(json_agg(f ORDER BY f.origin DESC, f.position, f.id), '[]') FROM (
     SELECT id, id::text AS file_id, item_id::text AS item_id, origin, position, name, path, size, mime_type, modified_at
     FROM library_files WHERE course_id = c.id AND origin NOT LIKE 'post:%') f) AS file_rows`;

interface SectionRow {
  readonly id: string;
  readonly moodle_id: number;
  readonly name: string;
  readonly position: number;
  readonly summary: string | null;
  readonly restricted: boolean;
  readonly restriction_reason: string | null;
}

interface ItemRow extends DueRow {
  readonly id: string;
  readonly section_id: string;
  readonly cmid: number;
  readonly type: string;
  readonly name: string;
  readonly category: LibraryItem['category'];
  readonly confidence: number | null;
  readonly reasons: LibraryItem['reasons'];
  readonly description: string | null;
  readonly url: string | null;
  readonly external_url: string | null;
  readonly dates: LibraryItem['dates'];
  readonly restricted: boolean;
  readonly restriction_reason: string | null;
  readonly stealth: boolean;
  readonly indent: number;
  readonly modified_at: string | null;
  readonly text: string | null;
  readonly details: ItemDetails;
}

export interface FileRow {
  readonly file_id: string;
  readonly item_id: string;
  readonly origin: string;
  readonly name: string;
  readonly path: string;
  readonly size: number;
  readonly mime_type: string | null;
  readonly modified_at: string | null;
}

export interface ContentRow {
  readonly section_rows: readonly SectionRow[];
  readonly item_rows: readonly ItemRow[];
  readonly file_rows: readonly FileRow[];
}

/** A course's content, as of `now`, and with what students said of it. */
export function toSections(
  { id: courseId, section_rows, item_rows, file_rows }: ContentRow & { readonly id: string },
  corrections: CourseCorrections,
  now: Date,
): LibrarySection[] {
  const filesOf = groupBy(file_rows, (file) => file.item_id);
  const itemsOf = groupBy(item_rows, (item) => item.section_id);
  const tellings = new Map(
    item_rows.map((item) => [item.id, tellingOf(item, corrections.of(courseId, item.cmid))] as const),
  );
  const related = relatedItems([...tellings].map(([id, told]) => ({ id, ...told })));
  return section_rows.map((section) => ({
    id: section.id,
    moodleId: section.moodle_id,
    name: section.name,
    position: section.position,
    summary: section.summary,
    restricted: section.restricted,
    restrictionReason: section.restriction_reason,
    items: (itemsOf.get(section.id) ?? []).map((item) => ({
      ...toItem(item, filesOf.get(item.id) ?? [], now),
      ...(tellings.get(item.id) ?? tellingOf(item, undefined)),
      related: related.get(item.id) ?? [],
    })),
  }));
}

/** What an item is to this student, and what else its words tell. */
function tellingOf(row: ItemRow, said: ItemCorrections | undefined): ItemClassification & ItemInsight {
  const classification = itemClassification(row, said);
  const insight = itemInsight({
    type: row.type,
    name: row.name,
    category: classification.category,
    description: row.description,
    externalUrl: row.external_url,
    team: row.details.assignment?.teamSubmission ?? false,
  });
  return { ...classification, ...insight };
}

function groupBy<Row>(rows: readonly Row[], key: (row: Row) => string): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}

function toItem(
  row: ItemRow,
  files: readonly FileRow[],
  now: Date,
): Omit<LibraryItem, keyof ItemClassification | keyof ItemInsight | 'related'> {
  return {
    id: row.id,
    cmid: row.cmid,
    type: row.type,
    name: row.name,
    description: row.description,
    url: row.url,
    externalUrl: row.external_url,
    files: files.filter(({ origin }) => origin === 'content' || origin === 'attachment').map(toFile),
    dates: row.dates,
    deadline: toDue(row, now),
    text: row.text,
    chapters: (row.details.chapters ?? []).map(({ title, level }) => ({ title, level })),
    submission: toSubmission(row.details, (origin) =>
      files.filter((file) => file.origin === origin).map(toFile),
    ),
    maxGrade: row.details.assignment?.maxGrade ?? null,
    quiz: toQuiz(row.details),
    completion: toCompletion(row.details),
    restricted: row.restricted,
    restrictionReason: row.restriction_reason,
    stealth: row.stealth,
    indent: row.indent,
    modifiedAt: toIso(row.modified_at),
  };
}

export function toFile(row: Omit<FileRow, 'item_id' | 'origin'>): LibraryFile {
  return {
    id: row.file_id,
    name: row.name,
    path: row.path,
    size: row.size,
    mimeType: row.mime_type,
    modifiedAt: toIso(row.modified_at),
    downloadUrl: `${API_PREFIX}/files/${row.file_id}`,
  };
}
