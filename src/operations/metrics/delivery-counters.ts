import { Counter, type Registry } from 'prom-client';
import type { SyncFigures } from '../../sync';

/** What the sync room counts by itself, as counters. */
export function deliveryCounters(registry: Registry, figures: SyncFigures): void {
  const registers = [registry];
  new Counter({
    name: 'spike_sync_events_delivered_total',
    help: 'Sync events handed to clients of this process, by the way they went.',
    labelNames: ['way'],
    registers,
    collect() {
      this.reset();
      for (const [way, count] of Object.entries(figures.delivered)) this.inc({ way }, count);
    },
  });
  const plain: readonly { name: string; help: string; of: () => number }[] = [
    {
      name: 'spike_feed_gaps_healed_total',
      help: 'Times a feed read the database because this process was not told what came next.',
      of: () => figures.healed.reads,
    },
    {
      name: 'spike_feed_events_healed_total',
      help: 'Events that feeds found there.',
      of: () => figures.healed.events,
    },
    {
      name: 'spike_workers_found_dead_total',
      help: 'Worker processes that this one found dead, and whose jobs it freed.',
      of: () => figures.deadWorkers,
    },
  ];
  for (const { name, help, of } of plain)
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(of());
      },
    });
}
