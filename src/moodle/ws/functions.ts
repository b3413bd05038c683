import type { Place } from '../failures/errorcodes';

/** Web-service functions that Spike calls, and what each is about. */
export const FUNCTIONS = {
  core_webservice_get_site_info: 'site',
  core_enrol_get_users_courses: 'site',
  core_calendar_get_calendar_events: 'site',
  core_course_check_updates: 'course',
  core_course_get_contents: 'course',
  core_course_get_course_module: 'activity',
  core_course_get_courses_by_field: 'site',
  core_group_get_course_user_groups: 'site',
  gradereport_overview_get_course_grades: 'site',
  gradereport_user_get_grade_items: 'course',
  gradereport_user_get_grades_table: 'course',
  mod_assign_get_assignments: 'site',
  mod_assign_get_submission_status: 'activity',
  mod_forum_get_forum_discussions: 'activity',
  mod_forum_get_forums_by_courses: 'site',
  mod_page_get_pages_by_courses: 'site',
  mod_quiz_get_quizzes_by_courses: 'site',
  mod_quiz_get_user_attempts: 'activity',
  mod_quiz_get_user_best_grade: 'activity',
  tool_mobile_call_external_functions: 'site',
} as const satisfies Record<string, Place>;

export type MoodleFunction = keyof typeof FUNCTIONS;
