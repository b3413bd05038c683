import type { CourseTitleHints, FoundPeriod, Term } from './parsed-title';
import { PERIOD_PATTERNS } from './period-patterns';
import { blank, readTitle, type TitleText } from './title-text';

export interface Period {
  academicYear: number | null;
  term: Term | null;
}

/** The year and term a title tells, which are taken out of it. Its first year and its first term count. */
export function takePeriod(text: TitleText): Period {
  const found: FoundPeriod = {};
  for (const { pattern, read } of PERIOD_PATTERNS) {
    const match = pattern.exec(text.plain);
    const period = match === null ? null : read(match.slice(1));
    if (match === null || period === null || repeats(found, period)) continue;
    blank(text, match.index, match.index + match[0].length);
    found.term ??= period.term;
    if (found.year === undefined && period.year !== undefined) {
      found.year = period.year;
      found.basis = period.basis;
    }
  }
  if (found.basis === 'calendar' && found.term !== 'fall' && HEBREW.test(text.plain)) found.basis = 'ending';
  return { academicYear: academicYear(found), term: found.term ?? null };
}

/** In Israel a single year is the one in which the academic year ends, as in 2025א. */
const HEBREW = /[א-ת]/;

/** A part that tells nothing new stays in the title, unless it repeats the year in another calendar. */
function repeats(found: FoundPeriod, period: FoundPeriod): boolean {
  const tellsYear =
    period.year !== undefined && (found.year === undefined || Math.abs(period.year - found.year) <= 1);
  const tellsTerm = period.term !== undefined && found.term === undefined;
  const tellsNothing = period.year === undefined && period.term === undefined;
  return !tellsYear && !tellsTerm && !tellsNothing;
}

const AFTER_NEW_YEAR: ReadonlySet<Term> = new Set(['B', 'spring', 'summer', 'winter']);

function academicYear({ year, basis, term }: FoundPeriod): number | null {
  if (year === undefined) return null;
  if (basis === 'ending') return year - 1;
  if (basis === 'calendar' && term !== undefined && AFTER_NEW_YEAR.has(term)) return year - 1;
  return year;
}

/** Fills what the title does not tell from the course's category, then from its dates. */
export function completePeriod(period: Period, hints: CourseTitleHints): Period {
  const fromCategory = hints.categoryName ? takePeriod(readTitle(hints.categoryName)) : EMPTY;
  const fromDates = periodOfDates(hints.startDate, hints.endDate);
  return {
    academicYear: period.academicYear ?? fromCategory.academicYear ?? fromDates.academicYear,
    term: period.term ?? fromCategory.term ?? fromDates.term,
  };
}

const EMPTY: Period = { academicYear: null, term: null };
const AUGUST = 7;
const MAY = 4;
const LONGEST_TERM_SECONDS = 240 * 24 * 3600;
const EARLIEST = Date.UTC(1990, 0) / 1000;
const LATEST = Date.UTC(2090, 0) / 1000;

/** Months are read in UTC: terms do not start at midnight of a month's first day in any place that matters. */
function periodOfDates(start: number | undefined, end: number | undefined): Period {
  if (start === undefined || !(start >= EARLIEST && start <= LATEST)) return EMPTY;
  const date = new Date(start * 1000);
  const month = date.getUTCMonth();
  const year = month >= AUGUST ? date.getUTCFullYear() : date.getUTCFullYear() - 1;
  const isTerm = end === undefined || end <= start || end - start <= LONGEST_TERM_SECONDS;
  return { academicYear: year, term: isTerm ? termOfMonth(month) : null };
}

function termOfMonth(month: number): Term {
  if (month >= AUGUST) return 'A';
  return month <= MAY ? 'B' : 'summer';
}
