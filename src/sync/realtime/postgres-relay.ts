import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Settings } from '../../config';
import { connectDedicated, DatabaseUrl } from '../../database';
import { JobStore, SYNC_CHANNEL } from '../persistence/job-store';
import { type Line, Listening, PULSE } from './listening';

/** Hears from PostgreSQL's NOTIFY what other nodes commit. */
@Injectable()
export class PostgresRelay extends Listening implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    private readonly url: DatabaseUrl,
    store: JobStore,
    private readonly settings: Settings,
  ) {
    super(store.nodeId);
  }

  async onApplicationBootstrap(): Promise<void> {
    // A command does its one thing and listens to nobody.
    if (this.settings.roles.size > 0) await this.begin(false);
  }

  async onModuleDestroy(): Promise<void> {
    await this.end();
  }

  protected async connect(hear: (payload: string) => void): Promise<Line> {
    const client = await connectDedicated(this.url, 'relay');
    client.on('notification', ({ payload }) => hear(payload ?? ''));
    const over = new Promise<void>((resolve) => {
      client.once('end', resolve);
      client.on('error', () => resolve());
    });
    await client.query(`LISTEN ${SYNC_CHANNEL}`);
    return {
      over,
      pulse: () => client.query(`SELECT pg_notify($1, $2)`, [SYNC_CHANNEL, PULSE]),
      close: () => client.end(),
    };
  }
}
