import { CATEGORIES } from '../../../src/classification';
import { type CourseGrades, FIELDS, type GradedCourse } from './grade-courses';
import type { GradedItem, ItemGrades } from './grade-items';
import { isRight } from './measures';

const percent = (value: number): string => `${(value * 100).toFixed(1)} %`;
const perSecond = (value: number): string => `${Math.round(value).toLocaleString('en')} items/s on one core`;
const table = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ');
  return rows.map(line).join('\n');
};

export function itemReport(grades: ItemGrades, graded: readonly GradedItem[]): string {
  const { accuracy, macroF1, perLanguage, perCategory, ece, itemsPerSecond, items } = grades;
  return [
    `${items} items: accuracy ${percent(accuracy)}, macro-F1 ${macroF1.toFixed(3)}, expected calibration error ${ece.toFixed(3)}, ${perSecond(itemsPerSecond)}`,
    table([
      ['language', 'items', 'accuracy'],
      ...Object.entries(perLanguage).map(([name, group]) => [
        name,
        String(group.items),
        percent(group.accuracy),
      ]),
    ]),
    table([
      ['category', 'items', 'precision', 'recall', 'F1'],
      ...Object.entries(perCategory).map(([name, one]) => [
        name,
        String(one.items),
        percent(one.precision),
        percent(one.recall),
        one.f1.toFixed(3),
      ]),
    ]),
    confusionTable(grades),
    mistakes(graded),
  ].join('\n\n');
}

function confusionTable({ confusion }: ItemGrades): string {
  const legend = CATEGORIES.map((name, at) => `${at + 1} ${name}`).join(', ');
  const rows = CATEGORIES.map((expected, at) => [
    `${at + 1} ${expected}`,
    ...CATEGORIES.map((found) => String(confusion[expected]?.[found] ?? '·')),
  ]);
  const header = ['expected ↓ found →', ...CATEGORIES.map((_, at) => String(at + 1))];
  return `${table([header, ...rows])}\n(${legend})`;
}

function mistakes(graded: readonly GradedItem[]): string {
  const wrong = graded.filter((one) => !isRight(one));
  const lines = wrong.map(
    ({ item, expected, found, confidence }) =>
      `  ${item.language} ${item.modType} ${JSON.stringify(item.section)} ${JSON.stringify(item.name)}: ${expected}, found ${found} (${percent(confidence)})`,
  );
  return [`${wrong.length} mistakes`, ...lines].join('\n');
}

export function courseReport(grades: CourseGrades, graded: readonly GradedCourse[]): string {
  const wrong = graded.flatMap(({ course, expected, found }) =>
    FIELDS.filter((field) => expected[field] !== found[field]).map(
      (field) => `  ${JSON.stringify(course.raw)}: ${field} is "${expected[field]}", found "${found[field]}"`,
    ),
  );
  return [
    `${grades.courses} course titles: ${percent(grades.accuracy)} of the fields, ${percent(grades.wholeTitles)} whole, ${perSecond(grades.itemsPerSecond)}`,
    table([['field', 'accuracy'], ...FIELDS.map((field) => [field, percent(grades.perField[field])])]),
    [`${wrong.length} mistakes`, ...wrong].join('\n'),
  ].join('\n\n');
}
