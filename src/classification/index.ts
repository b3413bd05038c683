export { CATEGORIES, type Category } from './category';
export { classifyCourse } from './classify-course';
export { classifyItem } from './classify-item';
export type { ItemInput, ItemNumber, NumberKind, Reason, ReasonCode, Verdict } from './item';
export {
  type CourseTitle,
  type CourseTitleHints,
  parseCourseTitle,
  type Term,
} from './course-title/course-title';
