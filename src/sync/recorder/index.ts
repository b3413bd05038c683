export { AttemptRefused, SyncRecorder } from './sync-recorder';
export { isSyncReported, type SyncReported } from './sync-reported.event';
