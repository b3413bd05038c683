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

/**
 * A year or term as found. `academic` names the autumn in which the academic year starts, `ending` the calendar year
 * in which it ends, `calendar` the one in which its term lies.
 */
export interface FoundPeriod {
  year?: number;
  basis?: 'academic' | 'ending' | 'calendar';
  term?: Term;
}
