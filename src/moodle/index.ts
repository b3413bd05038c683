export type { OpenedFile, OpenFileOptions } from './files/open-file';
export type { ExchangeOutcome, SiteTraffic } from './http/site-load';
export { MoodleModule } from './moodle.module';
export { DEFAULT_OPTIONS, MOODLE_OPTIONS, type MoodleOptions } from './moodle.options';
export { MoodleService } from './moodle.service';
export type * from './reader';
export type * from './words';
export { parseReturnAddress, type ReturnedLaunch } from './parse';
export { launchAddress, launchSignatures, type Launch } from './ws/launch';
export type { OpenedPages, OpenedWay } from './ladder';
export {
  PageSession,
  type KnownCourse as KnownMoodleCourse,
  type KnownCourses,
  type PageReaderOptions,
} from './pages';
export type { OpenedAccount } from './ws/sign-in';
