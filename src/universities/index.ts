export { look, reportOf, type Sighting, type SiteReport } from './probe';
export { SiteProbes } from './site-probes';
export { Universities, type RegisteredUniversity } from './universities';
export { UniversitiesModule } from './universities.module';
export { readUniversityFile, type UniversityEntry, UniversityFileError } from './university-file';
export type { Verdict, WayIn } from './verdict';
