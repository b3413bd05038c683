import { SORTED_CHARACTERS } from '../paging/keys';

/**
 * What the list of courses is sorted by before the id, from `library_courses c`. Courses without a year come last, as do those
 * without a term in theirs.
 */
export const COURSE_ORDER_COLUMNS = `
  -coalesce(c.academic_year, 0) AS year_key,
  CASE WHEN c.term = 'summer' THEN -4 WHEN c.term IN ('B', 'spring') THEN -3 WHEN c.term = 'winter' THEN -2
       WHEN c.term IN ('A', 'fall') THEN -1 ELSE 0 END AS term_key,
  left(c.name, ${SORTED_CHARACTERS}) AS name_key`;
