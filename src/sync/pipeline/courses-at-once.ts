/** Courses worked on side by side (the user's number). */
export const COURSES_AT_ONCE = 5;
