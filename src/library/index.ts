export {
  effectiveDeadline,
  type DeadlineFacts,
  type EffectiveDeadline,
} from './deadlines/effective-deadline';
export { taskState, type TaskFacts } from './deadlines/task-state';
export { LibraryModule } from './library.module';
export type { ListedCourse, ListedCourseTitle } from './persistence/course-rows';
export { CourseworkReader, type CourseworkRequest, type EventRequest } from './persistence/coursework-reader';
export type { CourseContent } from './persistence/item-rows';
export {
  LibraryReader,
  type DeadlineRequest,
  type PageRequest,
  type StoredFile,
} from './persistence/library-reader';
export { LibraryWriter, type ContentCounts, type OrganiseCounts } from './persistence/library-writer';
export type { CourseTotals, RowCounts } from './persistence/row-counts';
export type { Query, WriteOptions } from './persistence/transaction';
export type { ItemVerdict, Kept } from './persistence/verdict-rows';
export { StudentMoodleAccess } from './student-moodle-access';
