import { useEffect, useEffectEvent, useState } from 'react';
import type { JobSnapshot, SyncEvent } from '../../../src/contract';
import type { Connection, SpikeError } from '../sdk';
import { useSpikeClient } from './spike-provider';

export interface SyncJobState {
  /** `null` until the first snapshot. */
  readonly job: JobSnapshot | null;
  readonly connection: Connection;
  /** Why the job cannot be followed any longer. */
  readonly error: SpikeError | null;
}

export interface SyncJobOptions {
  /** After the first snapshot (`event` is null) and after every event. */
  readonly onProgress?: (job: JobSnapshot, event: SyncEvent | null) => void;
  /** The job has ended; once for a job. */
  readonly onEnd?: (job: JobSnapshot) => void;
  readonly onError?: (error: SpikeError) => void;
}

const NOTHING: SyncJobState = { job: null, connection: 'connecting', error: null };

/** Follows a job while the component is mounted; with `null` it follows nothing. */
export function useSyncJob(jobId: string | null, options: SyncJobOptions = {}): SyncJobState {
  const client = useSpikeClient();
  const [state, setState] = useState<SyncJobState & { readonly of: string | null }>({
    ...NOTHING,
    of: jobId,
  });
  const progressed = useEffectEvent((job: JobSnapshot, event: SyncEvent | null) =>
    options.onProgress?.(job, event),
  );
  const ended = useEffectEvent((job: JobSnapshot) => options.onEnd?.(job));
  const failed = useEffectEvent((error: SpikeError) => options.onError?.(error));

  useEffect(() => {
    if (jobId === null) return undefined;
    const merge = (part: Partial<SyncJobState>) =>
      setState((before) => ({ ...(before.of === jobId ? before : NOTHING), ...part, of: jobId }));
    const watch = client.watchJob(
      jobId,
      (job, event) => {
        merge({ job });
        progressed(job, event);
      },
      {
        onConnection: (connection) => merge({ connection }),
        onComplete: (job) => ended(job),
        onError: (error) => {
          merge({ error });
          failed(error);
        },
      },
    );
    return () => watch.stop();
  }, [client, jobId]);

  return state.of === jobId ? state : NOTHING;
}
