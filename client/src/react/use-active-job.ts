import { useCallback, useEffect, useState } from 'react';
import { SpikeError } from '../sdk';
import { useSpikeClient } from './spike-provider';

export interface ActiveJob {
  /** The job that runs, else the newest one that ended, else `null`. */
  readonly jobId: string | null;
  readonly loading: boolean;
  readonly error: SpikeError | null;
  /** Asks for a sync; the running one is given when there is one. */
  readonly start: () => Promise<void>;
  /** Turns to a job whose id is known already. */
  readonly follow: (jobId: string) => void;
  readonly reload: () => void;
}

/** The student's current job, kept current: jobs that begin on another device are followed too. */
export function useActiveJob(known: string | null = null): ActiveJob {
  const client = useSpikeClient();
  const [jobId, follow] = useState(known);
  const [loading, setLoading] = useState(known === null);
  const [error, setError] = useState<SpikeError | null>(null);
  const [round, setRound] = useState(0);

  useEffect(() => client.onJob((job) => follow(job.jobId)), [client]);

  useEffect(() => {
    if (known !== null && round === 0) return undefined;
    const abort = new AbortController();
    const { signal } = abort;
    const look = async () => {
      const active = await client.activeJob({ signal });
      if (active.hasActiveJob) return active.jobId;
      const { items } = await client.history({ limit: 1, signal });
      return items[0]?.jobId ?? null;
    };
    look().then(
      (found) => {
        if (signal.aborted) return;
        // A push that came meanwhile is newer than this answer.
        follow((now) => now ?? found);
        setError(null);
        setLoading(false);
      },
      (reason: unknown) => {
        if (signal.aborted) return;
        setError(SpikeError.from(reason));
        setLoading(false);
      },
    );
    return () => abort.abort();
  }, [client, known, round]);

  const start = useCallback(async () => {
    try {
      setError(null);
      follow((await client.startSync()).jobId);
    } catch (reason) {
      setError(SpikeError.from(reason));
    }
  }, [client]);

  const reload = useCallback(() => {
    setLoading(true);
    setRound((before) => before + 1);
  }, []);

  return { jobId, loading, error, start, follow, reload };
}
