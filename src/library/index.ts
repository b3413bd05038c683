export {
  effectiveDeadline,
  type DeadlineFacts,
  type EffectiveDeadline,
} from './deadlines/effective-deadline';
export { taskState, type TaskFacts } from './deadlines/task-state';
export { LibraryModule } from './library.module';
export type { ListedCourse, ListedCourseTitle } from './persistence/course-rows';
export { AnalysisCache, type AnalysisKey } from './persistence/analysis-cache';
export { CorrectionStore } from './persistence/correction-store';
export type { AskedMark, AskedMarks, CourseContent } from './persistence/course-content';
export type { Kept } from './persistence/gone-rows';
export { LibraryKnowledge } from './persistence/library-knowledge';
export {
  LibraryRecall,
  type KnownCourse,
  type KnownTask,
  type LibraryMemory,
} from './persistence/library-recall';
export { CourseworkReader, type CourseworkRequest, type EventRequest } from './persistence/coursework-reader';
export {
  LibraryReader,
  type DeadlineRequest,
  type PageRequest,
  type StoredFile,
} from './persistence/library-reader';
export {
  LibraryWriter,
  type ContentCounts,
  type OrganiseCounts,
  type WriteCounts,
} from './persistence/library-writer';
export { OpenDeadlines } from './persistence/open-deadlines';
export type { CourseTotals, RowCounts } from './persistence/row-counts';
export type { Query, WriteOptions } from './persistence/transaction';
export type { ItemVerdict } from './persistence/verdict-rows';
export { StudentMoodleAccess } from './student-moodle-access';
