import { z } from 'zod';
import { AppError } from '../../errors';
import { readGradeReport } from '../pages/activities/grade-report';
import type { Parsed } from '../parse';
import type { MoodleGradeItem } from '../words';

/** PHP writes an empty object as an empty list. */
const cell = z
  .object({ content: z.string().nullish(), class: z.string().nullish(), id: z.string().nullish() })
  .catch({});
const reply = z.object({ tables: z.array(z.object({ tabledata: z.array(z.unknown()) })).min(1) });
const row = z
  .object({ itemname: cell.default({}), parentcategories: z.array(z.number()).catch([]) })
  .catchall(z.unknown());

/** A total names its own category, as its row does. */
const TOTALS: ReadonlySet<MoodleGradeItem['kind']> = new Set(['category', 'course']);
const COLUMNS = ['weight', 'grade', 'range', 'percentage', 'feedback'] as const;

/**
 * Reply of `gradereport_user_get_grades_table`: the rows of the report's page, cell by cell, as HTML. It is asked where Moodle refuses the
 * items themselves: up to 4.1 one `&` in the name of an item makes its own check of the answer fail (`itemname` is PARAM_CLEANHTML in
 * grade/report/user/classes/external/user.php). It tells no times of grading, and an activity by its course module alone.
 * @throws AppError `moodle.invalid-response`
 */
export function parseGradeTable(answer: unknown): Parsed<readonly MoodleGradeItem[]> {
  const parsed = reply.safeParse(answer);
  const given = parsed.success ? parsed.data.tables.flatMap(({ tabledata }) => tabledata) : [];
  const rows = given.flatMap((one) => row.safeParse(one).data ?? []);
  const items = readGradeReport(
    `<table class="user-grade"><tbody>${rows.map((one) => rowHtml(one)).join('')}</tbody></table>`,
  );
  if (!items) throw new AppError('moodle.invalid-response', { detail: 'grade table: no items in it' });
  const categories = new Map(
    rows.map(({ itemname, parentcategories }) => [
      Number(/^row_(\d+)_/.exec(itemname.id ?? '')?.[1]),
      parentcategories.at(-1),
    ]),
  );
  // A row without a name is one that the student may not see; one with a name is an item's or a category's.
  const unknown = rows.filter(
    ({ itemname }) => itemname.content && !/^(?:row|cat)_\d+_/.test(itemname.id ?? ''),
  );
  const dropped = given.length - rows.length + unknown.length;
  const value = items.map((item) => ({
    ...item,
    instance: null,
    categoryId: TOTALS.has(item.kind) ? item.categoryId : (categories.get(item.id) ?? item.categoryId),
  }));
  return { value, dropped, firstFault: dropped > 0 ? 'a row that is none' : null };
}

function rowHtml(given: z.output<typeof row>): string {
  const cells = COLUMNS.map((name) => cellHtml('td', name, cell.parse(given[name])));
  return `<tr>${cellHtml('th', 'itemname', given.itemname)}${cells.join('')}</tr>`;
}

function cellHtml(tag: 'th' | 'td', name: string, given: z.output<typeof cell>): string {
  const id = given.id ? ` id="${attribute(given.id)}"` : '';
  return `<${tag}${id} class="${attribute(given.class ?? '')} column-${name}">${given.content ?? ''}</${tag}>`;
}

const attribute = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
