import type { MoodleCourse } from '../words';
import { Drops, readEach, requireList, type Parsed } from './lists';
import { record } from './record';
import { formattedName, richText } from './rich-text';
import { amount, flag, id, optionalId, text, time } from './scalars';

const course = record({
  id,
  shortname: formattedName,
  fullname: formattedName,
  displayname: formattedName,
  summary: richText,
  category: optionalId,
  format: text,
  startdate: time,
  enddate: time,
  timemodified: time,
  lastaccess: time,
  isfavourite: flag(false),
  hidden: flag(false),
  showgrades: flag(true),
  progress: amount,
});

const percent = (value: number | null): number | null =>
  value === null ? null : Math.min(100, Math.max(0, value));

/** Reply of `core_enrol_get_users_courses`. `baseUrl` without a trailing slash, for the courses' addresses. */
export function parseCourses(reply: unknown, baseUrl: string): Parsed<readonly MoodleCourse[]> {
  const drops = new Drops();
  const rows = readEach(course, requireList(reply, 'courses'), 'courses', drops);
  return drops.result(
    rows.map((row) => ({
      id: row.id,
      shortName: row.shortname ?? '',
      fullName: row.fullname ?? row.displayname ?? row.shortname ?? '',
      summary: row.summary,
      categoryId: row.category,
      format: row.format,
      startsAt: row.startdate,
      endsAt: row.enddate,
      modifiedAt: row.timemodified,
      lastAccessAt: row.lastaccess,
      favourite: row.isfavourite,
      hidden: row.hidden,
      showsGrades: row.showgrades,
      completion: percent(row.progress),
      url: `${baseUrl}/course/view.php?id=${row.id}`,
    })),
  );
}
