export { JobCleanUp } from './persistence/job-clean-up';
export {
  type ActiveJob,
  type FailureCount,
  JobInspection,
  type QueuePlace,
  type JobCount,
  type QueueState,
  type WorkerSighting,
} from './persistence/job-inspection';
export { JobQueries } from './persistence/job-queries';
export { JobUpkeep } from './persistence/job-upkeep';
export { QueueUpkeep } from './persistence/queue-upkeep';
export { Relay } from './realtime/relay';
export { SyncGateway } from './realtime/sync.gateway';
export { useSockets } from './realtime/use-sockets';
export { SyncRecorder } from './recorder';
export { SyncModule } from './sync.module';
export { SyncFigures } from './sync-figures';
export { SyncService } from './sync.service';
export { RunningJobs } from './worker/running-jobs';
export { WorkerHost } from './worker/worker-host';
