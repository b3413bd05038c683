export { CATEGORIES, type Category } from './category';
export { classifyCourse } from './classify-course';
export { classifyItem } from './classify-item';
export type { ItemInput, ItemNumber, NumberKind, Reason, ReasonCode, Verdict } from './item';
export {
  type AnnouncementReading,
  type AnnouncementTopic,
  type AssignmentWork,
  assignmentWork,
  languageOf,
  type LinkKind,
  linkKind,
  readAnnouncement,
  type SpokenDate,
} from './insight';
export { numberOf } from './number-of';
export { parseCourseTitle } from './course-title/course-title';
export type { CourseTitle, CourseTitleHints, Term } from './course-title/parsed-title';
export { CLASSIFIER_VERSION } from './classifier-version';
