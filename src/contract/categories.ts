import type { LocalizedText } from './text';

/** What a course item is, to a student. */
export const CATEGORIES = {
  lecture: { he: 'הרצאות', en: 'Lectures' },
  recitation: { he: 'תרגולים', en: 'Recitations' },
  assignment: { he: 'מטלות', en: 'Assignments' },
  assignment_solution: { he: 'פתרונות מטלות', en: 'Assignment solutions' },
  exam: { he: 'מבחנים', en: 'Exams' },
  exam_solution: { he: 'פתרונות מבחנים', en: 'Exam solutions' },
  summary_or_formula_sheet: { he: 'סיכומים ודפי נוסחאות', en: 'Summaries and formula sheets' },
  recording: { he: 'הקלטות', en: 'Recordings' },
  syllabus_or_admin: { he: 'סילבוס ומנהלה', en: 'Syllabus and administration' },
  reading: { he: 'חומרי קריאה', en: 'Reading' },
  code_or_data: { he: 'קוד ונתונים', en: 'Code and data' },
  announcement: { he: 'הודעות', en: 'Announcements' },
  link_or_tool: { he: 'קישורים וכלים', en: 'Links and tools' },
  other: { he: 'אחר', en: 'Other' },
} as const satisfies Record<string, LocalizedText>;

export type Category = keyof typeof CATEGORIES;

export type Term = 'A' | 'B' | 'summer' | 'fall' | 'spring' | 'winter';

export const TERMS: Readonly<Record<Term, LocalizedText>> = {
  A: { he: 'סמסטר א׳', en: 'Semester A' },
  B: { he: 'סמסטר ב׳', en: 'Semester B' },
  summer: { he: 'סמסטר קיץ', en: 'Summer' },
  fall: { he: 'סתיו', en: 'Fall' },
  spring: { he: 'אביב', en: 'Spring' },
  winter: { he: 'חורף', en: 'Winter' },
};

/** Where a student stands with a task. */
export const TASK_STATES = {
  todo: { he: 'ממתין', en: 'To do' },
  submitted: { he: 'הוגש', en: 'Submitted' },
  graded: { he: 'נבדק', en: 'Graded' },
  late: { he: 'באיחור', en: 'Late' },
  closed: { he: 'נסגר', en: 'Closed' },
} as const satisfies Record<string, LocalizedText>;

export type TaskState = keyof typeof TASK_STATES;
