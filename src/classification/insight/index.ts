export { type AnnouncementReading, type AnnouncementTopic, readAnnouncement } from './announcement';
export { type AssignmentWork, assignmentWork } from './assignment-work';
export { languageOf } from './language-of';
export { type LinkKind, linkKind } from './link-kind';
export { type SpokenDate, spokenDate } from './spoken-date';
