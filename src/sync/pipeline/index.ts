export type { Checkpoint, CourseCheckpoint, JobCheckpoint } from './checkpoint';
export type { Written } from './counts';
export {
  type AnalysisKey,
  AnalysisStore,
  type CalendarReading,
  Checkpoints,
  type ItemVerdict,
  LibraryStore,
  type ListedCourse,
  MoodleSource,
  type OrganisedCourse,
  type RunIdentity,
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
