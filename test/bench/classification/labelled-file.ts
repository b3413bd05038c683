import { CATEGORIES, type Category, type Term } from '../../../src/classification';

/** One labelled item: what a student sees of it, the category it was given by hand, and the course material it comes from. */
export interface LabelledItem {
  readonly language: string;
  readonly section: string;
  readonly name: string;
  readonly modType: string;
  readonly category: Category;
  readonly source: string;
}

/** One course title with what it tells. Empty cells mean that it does not tell. */
export interface LabelledCourse {
  readonly raw: string;
  readonly code: string | null;
  readonly academicYear: number | null;
  readonly term: Term | null;
  readonly cleanTitle: string;
  readonly source: string;
}

export type LabelledFile =
  | { readonly kind: 'items'; readonly items: readonly LabelledItem[] }
  | { readonly kind: 'courses'; readonly courses: readonly LabelledCourse[] };

type Row = ReadonlyMap<string, string>;

const ITEM_COLUMNS = ['name', 'label'] as const;
const COURSE_COLUMNS = ['raw', 'code', 'academic_year_start', 'term', 'clean_title'] as const;
const TERMS: readonly string[] = ['A', 'B', 'summer', 'fall', 'spring', 'winter'] satisfies Term[];

/** Reads a tab-separated file whose first line names its columns, in any order. Throws on what is neither items nor courses. */
export function readLabelledFile(text: string): LabelledFile {
  const [header = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const columns = header.split('\t').map((column) => column.trim());
  const rows = lines
    .map((line, at) => ({ line, number: at + 2 }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, number }) => ({ number, row: toRow(columns, line) }));
  if (COURSE_COLUMNS.every((column) => columns.includes(column)))
    return { kind: 'courses', courses: rows.map(({ row, number }) => toCourse(row, number)) };
  if (ITEM_COLUMNS.every((column) => columns.includes(column)))
    return { kind: 'items', items: rows.map(({ row, number }) => toItem(row, number)) };
  throw new Error(
    `The header is neither that of items (${ITEM_COLUMNS.join(', ')} …) nor of courses (${COURSE_COLUMNS.join(', ')}): ${header}`,
  );
}

function toRow(columns: readonly string[], line: string): Row {
  const cells = line.split('\t');
  return new Map(columns.map((column, at) => [column, cells[at] ?? '']));
}

const sourceOf = (row: Row): string => row.get('source') ?? row.get('source_repo') ?? '';

function toItem(row: Row, number: number): LabelledItem {
  const label = (row.get('label') ?? '').trim();
  const category = CATEGORIES.find((known) => known === label);
  if (category === undefined) throw new Error(`Line ${number}: "${label}" is no category`);
  return {
    language: (row.get('lang') ?? '').trim(),
    section: row.get('context') ?? '',
    name: row.get('name') ?? '',
    modType: row.get('modtype')?.trim() || 'resource',
    category,
    source: sourceOf(row),
  };
}

function toCourse(row: Row, number: number): LabelledCourse {
  const year = (row.get('academic_year_start') ?? '').trim();
  const term = (row.get('term') ?? '').trim();
  if (year !== '' && !/^\d{4}$/.test(year)) throw new Error(`Line ${number}: "${year}" is no year`);
  if (term !== '' && !isTerm(term)) throw new Error(`Line ${number}: "${term}" is no term`);
  return {
    raw: row.get('raw') ?? '',
    code: (row.get('code') ?? '').trim() || null,
    academicYear: year === '' ? null : Number(year),
    term: isTerm(term) ? term : null,
    cleanTitle: (row.get('clean_title') ?? '').trim(),
    source: sourceOf(row),
  };
}

const isTerm = (text: string): text is Term => TERMS.includes(text);
