export type { OpenedFile, OpenFileOptions } from './files/open-file';
export type { ExchangeOutcome, SiteTraffic } from './http/site-load';
export { MoodleModule } from './moodle.module';
export { DEFAULT_OPTIONS, MOODLE_OPTIONS, type MoodleOptions } from './moodle.options';
export { MoodleService } from './moodle.service';
export type * from './reader';
export type * from './words';
