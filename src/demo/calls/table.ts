import { Release } from '../model';
import { activities } from './activities';
import { assignments } from './assignments';
import { batch } from './batch';
import { calendar } from './calendar';
import { ServiceFunction } from './call';
import { completion } from './completion';
import { contents } from './contents';
import { courses } from './courses';
import { forums } from './forums';
import { grades } from './grades';
import { groups } from './groups';
import { quizzes } from './quizzes';
import { site } from './site';
import { submissions } from './submissions';
import { updates } from './updates';

const ALL: readonly ServiceFunction[] = [
  ...site,
  ...courses,
  ...contents,
  ...assignments,
  ...submissions,
  ...batch,
  ...activities,
  ...calendar,
  ...forums,
  ...grades,
  ...groups,
  ...quizzes,
  ...updates,
  ...completion,
];

/** Functions that exist, but not in the mobile app's service. */
export const OTHER_SERVICES = new Set([
  'core_user_create_users',
  'core_course_create_courses',
  'core_enrol_get_enrolled_users_with_capability',
]);

/** The functions the mobile service of a release offers. */
export function functionsOf(release: Release): ReadonlyMap<string, ServiceFunction> {
  return new Map(
    ALL.filter((each) => release === '4.5' || each.since === '4.1').map((each) => [each.name, each]),
  );
}
