import type { MoodleAccess } from '../moodle';

/** What it takes to fetch a student's own files from Moodle; bound where the application is put together. */
export abstract class StudentMoodleAccess {
  /** Rejects with `auth.moodle-token-expired` when there is no usable token. */
  abstract of(studentId: string): Promise<MoodleAccess>;
}
