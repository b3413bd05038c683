import { CategoryModel } from '../model';

/** The categories courses hang in; made up, as is the university. */
export const FACULTIES: readonly CategoryModel[] = [
  { id: 1, name: 'כללי' },
  { id: 2, name: 'הפקולטה למדעים מדויקים' },
  { id: 3, name: 'הפקולטה להנדסה' },
  { id: 4, name: 'הפקולטה למדעי הרוח' },
  { id: 5, name: 'הפקולטה למדעי החברה' },
  { id: 6, name: 'היחידה ללימודי שפות' },
];

export function categoryId(name: string): number {
  return FACULTIES.find((faculty) => faculty.name === name)?.id ?? 1;
}
