export { PAGE_COVERAGE } from './coverage';
export { openPageFile } from './open-page-file';
export { PageReader } from './page-reader';
export type { KnownCourse, PageReaderOptions } from './reading/page-reading';
export { PageSession, type CredentialsSource, type PageSessionParts } from './session/page-session';
