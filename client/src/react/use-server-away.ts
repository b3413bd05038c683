import { useEffect, useEffectEvent, useState } from 'react';
import { SpikeError } from '../sdk';
import { useSpikeClient } from './spike-provider';

/** HTTP statuses of no answer at all, and of a proxy that got none. */
const UNREACHABLE = new Set([0, 502, 503, 504]);

/**
 * True while the server cannot be reached. The socket raises the question and REST answers it, because a network may
 * stop WebSockets alone. `onBack` is called when the server can be reached again.
 */
export function useServerAway(onBack: () => void): boolean {
  const client = useSpikeClient();
  const [away, setAway] = useState(false);
  const back = useEffectEvent(onBack);

  useEffect(() => {
    const abort = new AbortController();
    let state: 'up' | 'asking' | 'away' | 'without-socket' = 'up';
    const turn = (next: typeof state) => {
      state = next;
      setAway(next === 'away');
      if (next !== 'away') back();
    };
    const ask = () => {
      state = 'asking';
      client.activeJob({ signal: abort.signal }).then(
        () => {
          if (state === 'asking') turn('without-socket');
        },
        (reason: unknown) => {
          if (abort.signal.aborted || state !== 'asking') return;
          turn(UNREACHABLE.has(SpikeError.from(reason).status) ? 'away' : 'without-socket');
        },
      );
    };
    const leave = client.onConnection((up) => {
      if (up) {
        if (state !== 'up') turn('up');
      } else if (state === 'up' || state === 'away') ask();
    });
    return () => {
      abort.abort();
      leave();
    };
  }, [client]);

  return away;
}
