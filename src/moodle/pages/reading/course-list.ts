import { z } from 'zod';
import { Drops, elementsOf, readEach, readWhole, type Parsed } from '../../parse/lists';
import { formattedName, richText } from '../../parse/rich-text';
import { amount, flag, id, text, time } from '../../parse/scalars';
import type { MoodleCourse, MoodleCourseExtras, MoodleProfile } from '../../words';
import type { AjaxCall } from './ajax';

const reply = z.object({ courses: z.unknown().optional() });
const course = z.object({
  id,
  shortname: formattedName,
  fullname: formattedName,
  fullnamedisplay: formattedName,
  summary: richText,
  startdate: time,
  enddate: time,
  isfavourite: flag(false),
  hidden: flag(false),
  hasprogress: flag(false),
  progress: amount,
  coursecategory: formattedName,
});
const recent = z.object({ id, timeaccess: time });

const timeline = (classification: string): AjaxCall => ({
  name: 'core_course_get_enrolled_courses_by_timeline_classification',
  // In the site's own order, as everywhere else.
  args: { offset: 0, limit: 0, classification, sort: 'sortorder' },
});

/** Sites before 4.0 do not know the first, and tell the hidden courses apart. */
export const ALL_COURSES = timeline('allincludinghidden');
export const SHOWN_AND_HIDDEN = [timeline('all'), timeline('hidden')] as const;
export const RECENT_COURSES: AjaxCall = { name: 'core_course_get_recent_courses', args: { limit: 0 } };

export interface ListedCourses {
  readonly courses: readonly MoodleCourse[];
  readonly extras: readonly MoodleCourseExtras[];
}

/** Reply of the dashboard's list of courses. `baseUrl` without a trailing slash, for the courses' addresses. */
export function parseTimeline(
  data: unknown,
  baseUrl: string,
  accesses: ReadonlyMap<number, number>,
): Parsed<ListedCourses> {
  const drops = new Drops();
  const rows = readEach(course, readWhole(reply, data, 'timeline').courses, 'courses', drops);
  return drops.result({
    courses: rows.map((row) => ({
      id: row.id,
      shortName: row.shortname ?? '',
      fullName: row.fullname ?? row.fullnamedisplay ?? row.shortname ?? '',
      summary: row.summary,
      categoryId: null,
      format: null,
      startsAt: row.startdate,
      endsAt: row.enddate,
      modifiedAt: null,
      lastAccessAt: accesses.get(row.id) ?? null,
      favourite: row.isfavourite,
      hidden: row.hidden,
      // The page of its grades says so itself.
      showsGrades: true,
      completion: row.hasprogress ? row.progress : null,
      url: `${baseUrl}/course/view.php?id=${row.id}`,
    })),
    extras: rows.map((row) => ({
      id: row.id,
      categoryId: null,
      categoryName: row.coursecategory,
      teachers: [],
    })),
  });
}

/** Reply of `core_course_get_recent_courses`: when the student was last in each. */
export function parseAccesses(data: unknown): ReadonlyMap<number, number> {
  const rows = elementsOf(data).flatMap((row) => recent.safeParse(row).data ?? []);
  return new Map(
    rows.flatMap(({ id: courseId, timeaccess }) => (timeaccess === null ? [] : [[courseId, timeaccess]])),
  );
}

const user = z.object({ id, username: text, fullname: text, lang: text });

export const profileCall = (userId: number): AjaxCall => ({
  name: 'core_user_get_users_by_field',
  args: { field: 'id', values: [String(userId)] },
});

/** Reply of `core_user_get_users_by_field` about oneself; names are missing where the site tells nobody. */
export function parseProfile(
  data: unknown,
  userId: number,
  username: string,
  language: string | null,
): MoodleProfile {
  const own = elementsOf(data)
    .flatMap((row) => user.safeParse(row).data ?? [])
    .find((row) => row.id === userId);
  return {
    userId,
    username: own?.username ?? username.trim().toLowerCase(),
    fullName: own?.fullname ?? own?.username ?? username.trim(),
    language: own?.lang ?? language,
    release: null,
    functions: new Set(),
  };
}
