import { Injectable } from '@nestjs/common';
import { SchemaPreparer } from '../database';
import { Relay, WorkerHost } from '../sync';

/** Longest wait for the database's word, ms. */
const PATIENCE_MS = 2_000;

@Injectable()
export class Health {
  constructor(
    private readonly schema: SchemaPreparer,
    private readonly relay: Relay,
    private readonly worker: WorkerHost,
  ) {}

  /** Each part with `ok`, or with what is wrong. */
  async check(): Promise<Record<string, string>> {
    return {
      database: await this.database(),
      relay: this.relay.connected ? 'ok' : 'not listening',
      worker: this.worker.healthy ? 'ok' : 'not taking jobs',
    };
  }

  private async database(): Promise<string> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<string>((resolve) => {
      timer = setTimeout(() => resolve('no answer'), PATIENCE_MS);
    });
    const asked = this.schema.isPending().then(
      (pending) => (pending ? 'migrations are pending' : 'ok'),
      () => 'unavailable',
    );
    try {
      return await Promise.race([asked, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
