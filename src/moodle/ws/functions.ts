import type { Place } from '../failures/errorcodes';

/** Web-service functions that Spike calls, and what each is about. */
export const FUNCTIONS = {
  core_webservice_get_site_info: 'site',
  core_enrol_get_users_courses: 'site',
  core_course_get_contents: 'course',
  mod_assign_get_assignments: 'site',
  mod_assign_get_submission_status: 'activity',
  tool_mobile_call_external_functions: 'site',
} as const satisfies Record<string, Place>;

export type MoodleFunction = keyof typeof FUNCTIONS;
