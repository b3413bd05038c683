import { Gauge, type Registry } from 'prom-client';
import { JOB_STATUSES } from '../../contract';
import type { DatabaseReading, DatabaseReadings } from './database-readings';

const FIGURES: readonly { name: string; help: string; of: (reading: DatabaseReading) => number }[] = [
  {
    name: 'spike_queue_ready',
    help: 'Jobs in the queue that wait to be taken, of all nodes.',
    of: ({ queue }) => queue.ready,
  },
  {
    name: 'spike_queue_oldest_seconds',
    help: 'How long the oldest of them has waited.',
    of: ({ queue }) => queue.oldestSeconds,
  },
  {
    name: 'spike_workers_alive',
    help: 'Worker processes that hold their lease, of all nodes.',
    of: ({ workers }) => workers.filter(({ alive }) => alive).length,
  },
];

/** Gauges of the database. While it does not answer they are left out, rather than told as they were or as nought. */
export function databaseGauges(
  registry: Registry,
  readings: DatabaseReadings,
  universities: readonly string[],
): void {
  const registers = [registry];
  new Gauge({
    name: 'spike_database_up',
    help: 'Whether the database answered this scrape: 1, or 0.',
    registers,
    async collect() {
      this.set((await readings.latest()) ? 1 : 0);
    },
  });
  new Gauge({
    name: 'spike_sync_jobs',
    help: 'Jobs by status and university: all that are under way, and those that ended within the last hour.',
    labelNames: ['status', 'university'],
    registers,
    async collect() {
      this.reset();
      const reading = await readings.latest();
      if (!reading) return;
      for (const university of universities)
        for (const status of JOB_STATUSES) this.set({ status, university }, 0);
      for (const { status, universityId, jobs } of reading.jobs)
        this.set({ status, university: universityId }, jobs);
    },
  });
  for (const { name, help, of } of FIGURES)
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        const reading = await readings.latest();
        if (reading) this.set(of(reading));
        else this.remove();
      },
    });
}
