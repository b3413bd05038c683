export { createSpikeClient, type SpikeClient, type SpikeClientOptions } from './spike-client';
export type { Connection, JobListener, JobWatch, WatchOptions } from './job-watcher';
export type { LiveChannel, LiveListener } from './live-channel';
export { CLIENT_ERRORS, SpikeError, type ClientErrorCode } from './spike-error';
export { memoryTokenStore, type TokenStore, type Tokens } from './token-store';
