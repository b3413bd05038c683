export { SpikeProvider, useLanguage, useSpikeClient } from './spike-provider';
export { SyncProgress, type SyncProgressProps } from './sync-progress';
export { useActiveJob, type ActiveJob } from './use-active-job';
export { useSyncJob, type SyncJobState } from './use-sync-job';
