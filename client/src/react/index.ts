export { SpikeProvider, useLanguage, useSpikeClient } from './spike-provider';
export { SyncProgress, type SyncProgressProps } from './sync-progress';
export { useActiveJob, type ActiveJob } from './use-active-job';
export { OfflineNote } from './offline-note';
export { useServerAway } from './use-server-away';
export { useSyncJob, type SyncJobState } from './use-sync-job';
export { counted } from './plural';
export { missingText } from './receipt-words';
