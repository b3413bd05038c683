import { withDocument } from '../dom/document';
import { allOf, firstOf, lineOf, numberIn, queryNumber, textOf, type Selectors } from '../dom/finding';
import type { MoodleCourseTotal, MoodleGradeItem } from '../../words';

const REPORT_ROWS: Selectors = ['table.user-grade tbody tr', 'table.generaltable tbody tr'];
const HEADING: Selectors = ['th.column-itemname', 'td.column-itemname', 'th[id^="row_"]'];
const LINK: Selectors = ['a.gradeitemheader[href*="/mod/"]', 'a[href*="/mod/"]'];
const NAME: Selectors = ['.rowtitle', '.gradeitemheader'];
/** What Moodle puts before a name: the kind of item, and menus. */
const AROUND = ['dimmed_text', 'accesshide', 'sr-only', 'visually-hidden'];
const TOTAL = ['baggt', 'baggb', 'categoryitem', 'courseitem'];

/** Of the cell with the grade, where that is held back: Moodle dims it, or shows in its place when the task was handed in. */
const HELD_BACK = ['dimmed_text', 'datesubmitted'];

/** A dash, or nothing, is how Moodle writes "nothing". */
const shownIn = (text: string): string | null => (text === '-' || text === '' ? null : text);

function numberOf(text: string | null): number | null {
  const match = /-?\d+(?:[.,]\d+)?/.exec(text?.replaceAll(',', '.') ?? '');
  return match && match[0].length === text?.length ? Number(match[0]) : null;
}

/** Reads `/grade/report/user/index.php` of the student. Grades have as many digits as the site shows. */
export function readGradeReport(html: string): readonly MoodleGradeItem[] | null {
  return withDocument(html, (document) => {
    const rows = allOf(document, REPORT_ROWS);
    if (rows.length === 0) return null;
    let category: number | null = null;
    const items: MoodleGradeItem[] = [];
    for (const row of rows) {
      const heading = firstOf(row, HEADING);
      const categoryId = /^cat_(\d+)_/.exec(heading?.id ?? '')?.[1];
      if (categoryId !== undefined) category = Number(categoryId);
      const id = /^row_(\d+)_/.exec(heading?.id ?? '')?.[1];
      if (heading && id !== undefined) items.push(readRow(row, heading, Number(id), category));
    }
    // Every report has the course's total: a table without items is another one.
    return items.length > 0 ? items : null;
  });
}

function readRow(row: Element, heading: Element, id: number, category: number | null): MoodleGradeItem {
  const cell = (name: string): Element | null => row.querySelector(`td.column-${name}`);
  const shown = (name: string): string | null => shownIn(lineOf(cell(name), ['action-menu', ...AROUND]));
  const link = firstOf(heading, LINK)?.getAttribute('href') ?? null;
  const kind = link
    ? 'activity'
    : isTotal(heading)
      ? isFirstLevel(heading)
        ? 'course'
        : 'category'
      : 'manual';
  const cmid = queryNumber(link, 'id');
  const [min, max] = rangeOf(shown('range'));
  const classes = cell('grade')?.classList;
  const hidden = HELD_BACK.some((name) => classes?.contains(name));
  const grade = hidden ? null : shown('grade');
  const name = lineOf(firstOf(heading, NAME) ?? heading, AROUND);
  return {
    id,
    kind,
    name: kind === 'course' || kind === 'category' ? null : name,
    activityType: /\/mod\/([a-z0-9]+)\//.exec(link ?? '')?.[1] ?? null,
    instance: cmid,
    cmid,
    itemNumber: 0,
    categoryId: kind === 'course' ? null : category,
    grade: numberOf(grade),
    shown: grade,
    percentage: shown('percentage'),
    weight: /^-?[\d.,]+\s*%/.exec(shown('weight') ?? '')?.[0] ?? null,
    min,
    max,
    feedback: textOf(cell('feedback')),
    gradedAt: null,
    hidden,
  };
}

const isTotal = (heading: Element): boolean =>
  TOTAL.some((name) => heading.classList.contains(name) || heading.querySelector(`.${name}`) !== null);
const isFirstLevel = (heading: Element): boolean => heading.classList.contains('level1');

/** `0–100`; the dash is one of several. */
function rangeOf(text: string | null): readonly [number | null, number | null] {
  const match = /^(-?\d+(?:[.,]\d+)?)\s*[–—-]\s*(-?\d+(?:[.,]\d+)?)$/.exec(text ?? '');
  const number = (digits: string | undefined): number | null =>
    digits === undefined ? null : Number(digits.replace(',', '.'));
  return [number(match?.[1]), number(match?.[2])];
}

const OVERVIEW_ROWS: Selectors = ['#overview-grade tbody tr', 'table.generaltable tbody tr'];

/** Reads `/grade/report/overview/index.php`; `null` for a page without a table. */
export function readGradeOverview(html: string): readonly MoodleCourseTotal[] | null {
  return withDocument(html, (document) => {
    const rows = allOf(document, OVERVIEW_ROWS);
    if (rows.length === 0) return null;
    return rows.flatMap((row) => {
      const link = row.querySelector('a[href*="/course/user.php"], a[href*="/grade/report/"]');
      const id = numberIn(String(queryNumber(link?.getAttribute('href'), 'id') ?? ''));
      const grade = row.querySelector('td.c1') ?? row.children[1] ?? null;
      return id === null ? [] : [{ id, shown: shownIn(lineOf(grade)), raw: null }];
    });
  });
}
