export { look, reportOf, type Sighting, type SiteReport } from './probe';
export { isOpen, reportText, type SiteVerdict } from './report-text';
export { SiteProbes } from './site-probes';
export { Universities, type RegisteredUniversity } from './universities';
export { UniversitiesModule } from './universities.module';
export {
  isAllowedBaseUrl,
  readUniversityFile,
  type UniversityEntry,
  UniversityFileError,
} from './university-file';
export type { Verdict, WayIn } from './verdict';
