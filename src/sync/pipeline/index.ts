export {
  type AnalysisKey,
  AnalysisStore,
  type CalendarReading,
  type ItemVerdict,
  LibraryStore,
  type ListedCourse,
  MoodleSource,
  type OrganisedCourse,
  type RunIdentity,
  type StoredContent,
  TablePreparer,
  type Written,
} from './ports';
export type { Report, RunContext } from './run-context';
export { AnalyzeContentStage } from './stages/analyze-content.stage';
export { ClassifyDataStage } from './stages/classify-data.stage';
export { CreateTablesStage } from './stages/create-tables.stage';
export { FetchCoursesStage } from './stages/fetch-courses.stage';
export { SaveToDatabaseStage } from './stages/save-to-database.stage';
export { SyncPipeline } from './sync-pipeline';
