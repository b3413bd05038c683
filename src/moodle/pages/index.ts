export { PAGE_COVERAGE } from './coverage';
export { openPageFile } from './open-page-file';
export { PageReader } from './page-reader';
export type {
  KnownCourse,
  KnownCourses,
  KnownGrade,
  KnownModule,
  KnownSubmission,
} from './known/known-course';
export type { PageReaderOptions } from './reading/page-reading';
export { PageSession, type CredentialsSource, type PageSessionParts } from './session/page-session';
