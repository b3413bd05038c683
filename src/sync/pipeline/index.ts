export {
  type ItemVerdict,
  LibraryStore,
  type CourseContent,
  type ListedCourse,
  MoodleSource,
  type RunIdentity,
  type OrganisedCourse,
  type StoredContent,
  TablePreparer,
} from './ports';
export type { Report, RunContext } from './run-context';
export { AnalyzeContentStage } from './stages/analyze-content.stage';
export { ClassifyDataStage } from './stages/classify-data.stage';
export { CreateTablesStage } from './stages/create-tables.stage';
export { FetchCoursesStage } from './stages/fetch-courses.stage';
export { SaveToDatabaseStage } from './stages/save-to-database.stage';
export { SyncPipeline } from './sync-pipeline';
