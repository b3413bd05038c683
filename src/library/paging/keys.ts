import { z } from 'zod';

/** An id of the library on the wire: a positive `bigint` in decimals. */
export const LIBRARY_ID = /^[1-9]\d{0,17}$/;

/** Characters of a name that take part in the order of a list; the id decides between names that begin the same. */
export const SORTED_CHARACTERS = 100;

const id = z.string().regex(LIBRARY_ID);
/** PostgreSQL has no year 0. */
const moment = z.iso.datetime().regex(/^(?!0000)/);
const name = z
  .string()
  .max(2 * SORTED_CHARACTERS)
  .regex(/^[^\0\p{Surrogate}]*$/u);

/** Academic year and rank of the term, both negated so that the newest come first; name; id. */
export const courseKeys = z.tuple([z.int32(), z.int32(), name, id]);

/** Due date, id. */
export const deadlineKeys = z.tuple([moment, id]);

/** Rank of the kind, name, id. */
export const hitKeys = z.tuple([z.int32(), name, id]);

/** Number of a change. */
export const changeKeys = z.tuple([id]);

/** Year, term and name of the course as in `courseKeys`, its id; position in the report, id. */
export const gradeKeys = z.tuple([z.int32(), z.int32(), name, id, z.int32(), id]);

/** Last change, id. */
export const announcementKeys = z.tuple([moment, id]);

/** Start, id. */
export const eventKeys = z.tuple([moment, id]);
