import type { Query } from './transaction';

/** What of a student was read before. What was not is all new, and none of it news. */
export interface EarlierReadings {
  readonly courses: boolean;
  readonly calendar: boolean;
}

export async function earlierReadings(query: Query, studentId: string): Promise<EarlierReadings> {
  const [head] = await query<{ calendar: boolean }>(
    `SELECT calendar_read AS calendar FROM library_change_heads WHERE student_id = $1`,
    [studentId],
  );
  return { courses: head !== undefined, calendar: head?.calendar ?? false };
}

/** Remembers that the list of courses was read, or the calendar. Like the feed itself last in a transaction: it holds the feed's head. */
export async function rememberReading(
  query: Query,
  studentId: string,
  what: keyof EarlierReadings,
): Promise<void> {
  await query(
    `INSERT INTO library_change_heads AS h (student_id, last_seq, calendar_read) VALUES ($1, 0, $2)
     ON CONFLICT (student_id) DO UPDATE SET calendar_read = h.calendar_read OR EXCLUDED.calendar_read`,
    [studentId, what === 'calendar'],
  );
}
