import { TERMS, type CourseSummary, type Language, type Term } from '../../../../src/contract';
import { academicYear } from '../format/numbers';
import type { Strings } from '../strings';

export interface TermGroup {
  readonly key: string;
  readonly year: number | null;
  readonly term: Term | null;
  readonly current: boolean;
  readonly courses: readonly CourseSummary[];
}

/** Months (0..11) of each term, in the order of an academic year; the calendar speaks where a course has no dates. */
const TERM_MONTHS: Readonly<Record<Term, { readonly order: number; readonly months: readonly number[] }>> = {
  A: { order: 1, months: [9, 10, 11, 0, 1] },
  fall: { order: 1, months: [8, 9, 10, 11] },
  winter: { order: 2, months: [0, 1] },
  B: { order: 3, months: [2, 3, 4, 5, 6] },
  spring: { order: 3, months: [2, 3, 4, 5] },
  summer: { order: 4, months: [6, 7, 8] },
};

const academicYearOf = (now: Date): number =>
  now.getMonth() >= 9 ? now.getFullYear() : now.getFullYear() - 1;

function runsNow(course: CourseSummary, now: Date): boolean {
  if (course.startsAt && course.endsAt)
    return new Date(course.startsAt) <= now && now <= new Date(course.endsAt);
  if (course.academicYear !== academicYearOf(now)) return false;
  return course.term === null || TERM_MONTHS[course.term].months.includes(now.getMonth());
}

const chronology = ({ year, term }: Pick<TermGroup, 'year' | 'term'>): number =>
  year === null ? -Infinity : year * 10 + (term === null ? 0 : TERM_MONTHS[term].order);

/** Courses by academic year and term: what runs now first, then the newest. */
export function groupByTerm(courses: readonly CourseSummary[], now: Date): TermGroup[] {
  const groups = new Map<string, CourseSummary[]>();
  for (const course of courses) {
    const key = course.academicYear === null ? 'none' : `${course.academicYear}-${course.term ?? 'year'}`;
    groups.set(key, [...(groups.get(key) ?? []), course]);
  }
  return [...groups.entries()]
    .map(([key, members]): TermGroup => {
      const [first] = members;
      const year = first?.academicYear ?? null;
      return {
        key,
        year,
        term: year === null ? null : (first?.term ?? null),
        current: year !== null && members.some((course) => runsNow(course, now)),
        courses: members.toSorted(
          (a, b) => Number(b.favourite) - Number(a.favourite) || a.name.localeCompare(b.name, 'he'),
        ),
      };
    })
    .sort((a, b) => Number(b.current) - Number(a.current) || chronology(b) - chronology(a));
}

/** «סמסטר א׳ · תשפ״ז» */
export function termName(
  { year, term }: Pick<TermGroup, 'year' | 'term'>,
  language: Language,
  t: Strings,
): string {
  if (year === null) return term === null ? t.noTerm : TERMS[term][language];
  return `${term === null ? t.wholeYear : TERMS[term][language]} · ${academicYear(year, language)}`;
}
