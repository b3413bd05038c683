import { Injectable } from '@nestjs/common';
import { merge, type Observable } from 'rxjs';
import { PostgresRelay } from './postgres-relay';
import { RedisRelay } from './redis-relay';
import type { RemoteProgress } from './remote-progress';

/** What other nodes commit, by whichever way it comes. What comes by both is known by its sequence number. */
@Injectable()
export class Relay {
  readonly remote$: Observable<RemoteProgress>;
  /** Fires after a silence in which something may have been missed. */
  readonly reconnected$: Observable<void>;

  constructor(
    private readonly postgres: PostgresRelay,
    private readonly redis: RedisRelay,
  ) {
    this.remote$ = merge(postgres.remote$, redis.remote$);
    this.reconnected$ = merge(postgres.reconnected$, redis.reconnected$);
  }

  /** Whether what must not be missed is heard; while Redis is away, everything comes this way. */
  get connected(): boolean {
    return this.postgres.connected;
  }

  /** Whether Redis carries the words between nodes; `null` where none is asked for. */
  get redisConnected(): boolean | null {
    return this.redis.enabled ? this.redis.connected : null;
  }

  /** Whether words of other nodes may be lost at this moment, so that watched jobs are worth a look. */
  get isDeaf(): boolean {
    return !this.connected || this.redisConnected === false;
  }
}
