export { parseAssignments } from './assignments';
export { parseContents } from './contents';
export { parseCourses } from './courses';
export type { Parsed } from './lists';
export { parsePublicConfig } from './public-config';
export { parseAjax, parseBatch, parseToken, refusalOf, type BatchAnswer } from './replies';
export { parseSiteInfo } from './site-info';
export { parseSubmissionStatus } from './submission-status';
