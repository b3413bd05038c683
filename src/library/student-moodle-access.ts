import type { MoodleAccess, PageSession } from '../moodle';

/** What it takes to fetch a student's own files from Moodle; bound where the application is put together. */
export abstract class StudentMoodleAccess {
  /** Rejects with `auth.moodle-token-expired` or `auth.password-not-kept` when there is no way in. */
  abstract of(studentId: string): Promise<MoodleAccess | PageSession>;
}
