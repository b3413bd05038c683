import { dropAsides } from './asides';
import { takeCode } from './course-code';
import { completePeriod, takePeriod } from './period';
import { cleanTitle, readTitle } from './title-text';

/** A and B are the lettered semesters of Israeli universities, and the first and second of those that number theirs. */
export type Term = 'A' | 'B' | 'summer' | 'fall' | 'spring' | 'winter';

export interface CourseTitle {
  /** As written. */
  code: string | null;
  /** The calendar year of the autumn in which the academic year starts: 2024 for תשפ"ה, Spring 2025 and SoSe 2025. */
  academicYear: number | null;
  term: Term | null;
  /** Without code, year and term; may be empty. */
  cleanTitle: string;
}

/** What else Moodle tells of a course; used only where the title is silent. Dates are unix seconds. */
export interface CourseTitleHints {
  categoryName?: string;
  startDate?: number;
  endDate?: number;
}

/** edX's form of a course's key: organisation, course, run. */
const COURSE_KEY = /^course-v1:[^+\s]+\+([^+\s]+)\+(\S+)$/;

/** Reads a course's title as universities write it. Pure and total: any text has an answer. */
export function parseCourseTitle(raw: string, hints: CourseTitleHints = {}): CourseTitle {
  const key = COURSE_KEY.exec(raw.trim().slice(0, 200));
  if (key !== null) {
    const run = takePeriod(readTitle(key[2] ?? ''));
    return { code: key[1] ?? null, ...completePeriod(run, hints), cleanTitle: '' };
  }
  const text = readTitle(raw);
  const period = takePeriod(text);
  const code = takeCode(text);
  dropAsides(text);
  return { code, ...completePeriod(period, hints), cleanTitle: cleanTitle(text) };
}
