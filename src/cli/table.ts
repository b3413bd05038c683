import { fitted, harmless, isolated, widthOf } from './text-width';

export type Cell = string | number | null;

/** No column of words grows wider than this. */
const WIDEST = 100;
const NONE = '-';

function shown(cell: Cell): string {
  if (cell === null || cell === '') return NONE;
  return fitted(harmless(String(cell)), WIDEST);
}

/** Columns that stand one under the other, in whatever language; numbers to the right. The last column is not filled up. */
export function table(headings: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const cells = rows.map((row) => row.map(shown));
  const widths = headings.map((heading, column) =>
    Math.max(widthOf(heading), ...cells.map((row) => widthOf(row[column] ?? ''))),
  );
  const line = (row: readonly string[], numeric: (column: number) => boolean): string =>
    row
      .map((text, column) => {
        const fill = ' '.repeat((widths[column] ?? 0) - widthOf(text));
        const cell = isolated(text);
        if (numeric(column)) return fill + cell;
        return column === row.length - 1 ? cell : cell + fill;
      })
      .join('  ')
      .trimEnd();
  const isNumber = (column: number): boolean => rows.every((row) => typeof row[column] === 'number');
  return [
    line(headings, () => false),
    line(
      widths.map((width) => '-'.repeat(width)),
      () => false,
    ),
    ...cells.map((row) => line(row, isNumber)),
  ].join('\n');
}

/** Names and what they stand for, one a line. */
export function facts(pairs: readonly (readonly [string, Cell])[]): string {
  const width = Math.max(...pairs.map(([name]) => widthOf(name)));
  return pairs
    .map(([name, value]) => `${name}${' '.repeat(width - widthOf(name))}  ${isolated(shown(value))}`)
    .join('\n');
}

/** Seconds as a person says them. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}
