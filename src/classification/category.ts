/** Where an item of a course belongs, as a student looks for it. The order is the order of the screen. */
export const CATEGORIES = [
  'lecture',
  'recitation',
  'assignment',
  'assignment_solution',
  'exam',
  'exam_solution',
  'summary_or_formula_sheet',
  'recording',
  'syllabus_or_admin',
  'reading',
  'code_or_data',
  'announcement',
  'link_or_tool',
  'other',
] as const;

export type Category = (typeof CATEGORIES)[number];
