import { dropAsides } from './asides';
import { takeCode } from './course-code';
import type { CourseTitle, CourseTitleHints } from './parsed-title';
import { completePeriod, takePeriod } from './period';
import { cleanTitle, readTitle } from './title-text';

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
