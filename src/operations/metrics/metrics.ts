import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Subscription } from 'rxjs';
import { isTerminal } from '../../contract';
import { isSignedIn } from '../../auth';
import { Settings } from '../../config';
import { EventBus } from '../../events';
import { MoodleService, type SiteTraffic } from '../../moodle';
import { Relay, RunningJobs, SyncFigures, SyncGateway, SyncRecorder } from '../../sync';
import { Universities } from '../../universities';
import { Health } from '../health/health';
import { databaseGauges } from './database-gauges';
import { DatabaseReadings } from './database-readings';
import { deliveryCounters } from './delivery-counters';
import { healthGauge } from './health-gauge';

const SITE_GAUGES: readonly { name: string; help: string; of: (traffic: SiteTraffic) => number }[] = [
  { name: 'spike_moodle_in_flight', help: 'Requests in flight to a site.', of: ({ inFlight }) => inFlight },
  { name: 'spike_moodle_waiting', help: 'Requests that wait for their turn.', of: ({ waiting }) => waiting },
  {
    name: 'spike_moodle_places',
    help: 'Requests in flight that the site bears now.',
    of: ({ places }) => places,
  },
  {
    name: 'spike_moodle_paused_seconds',
    help: 'How long the site still wants to be left alone.',
    of: ({ pausedMs }) => pausedMs / 1000,
  },
];

/** Figures for operators, in the Prometheus text format. Labels hold statuses and codes alone, never a student. */
@Injectable()
export class Metrics implements OnModuleInit, OnModuleDestroy {
  readonly registry = new Registry();
  private readonly subscriptions: Subscription[] = [];

  private readonly events = new Counter({
    name: 'spike_sync_events_recorded_total',
    help: 'Sync events committed by this process, by type.',
    labelNames: ['type'],
    registers: [this.registry],
  });
  private readonly ended = new Counter({
    name: 'spike_sync_jobs_ended_total',
    help: 'Jobs that ended, by status and error code.',
    labelNames: ['status', 'code'],
    registers: [this.registry],
  });
  private readonly stages = new Histogram({
    name: 'spike_sync_stage_seconds',
    help: 'Seconds spent in each stage of completed jobs.',
    labelNames: ['stage'],
    buckets: [0.005, 0.02, 0.1, 0.5, 1, 2, 5, 10, 30, 60, 300],
    registers: [this.registry],
  });
  private readonly pickup = new Histogram({
    name: 'spike_sync_pickup_seconds',
    help: 'Seconds from the creation of a job to its first run.',
    buckets: [0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
    registers: [this.registry],
  });
  private readonly attempts = new Counter({
    name: 'spike_sync_attempts_total',
    help: 'Runs of jobs that began here: the first of a job, or one that took over what another run had begun.',
    labelNames: ['run'],
    registers: [this.registry],
  });
  private readonly signIns = new Counter({
    name: 'spike_sign_ins_total',
    help: 'Successful sign-ins, by university.',
    labelNames: ['university'],
    registers: [this.registry],
  });

  constructor(
    private readonly bus: EventBus,
    private readonly recorder: SyncRecorder,
    readings: DatabaseReadings,
    universities: Universities,
    health: Health,
    private readonly figures: SyncFigures,
    settings: Settings,
    gateway: SyncGateway,
    running: RunningJobs,
    moodle: MoodleService,
    relay: Relay,
  ) {
    collectDefaultMetrics({ register: this.registry, prefix: 'spike_process_' });
    databaseGauges(
      this.registry,
      readings,
      universities.list().map(({ id }) => id),
    );
    deliveryCounters(this.registry, figures);
    healthGauge(this.registry, health);
    new Counter({
      name: 'spike_moodle_exchanges_total',
      help: 'Exchanges with each Moodle site, by how they ended.',
      labelNames: ['site', 'outcome'],
      registers: [this.registry],
      collect() {
        this.reset();
        for (const { site, exchanges } of moodle.traffic()) {
          for (const [outcome, count] of Object.entries(exchanges)) this.inc({ site, outcome }, count);
        }
      },
    });
    for (const { name, help, of } of SITE_GAUGES) {
      new Gauge({
        name,
        help,
        labelNames: ['site'],
        registers: [this.registry],
        collect() {
          for (const traffic of moodle.traffic()) this.set({ site: traffic.site }, of(traffic));
        },
      });
    }
    if (relay.redisConnected !== null)
      new Gauge({
        name: 'spike_redis_connected',
        help: 'Whether this process reaches Redis: 1, or 0 while events go over PostgreSQL.',
        registers: [this.registry],
        collect() {
          this.set(relay.redisConnected === true ? 1 : 0);
        },
      });
    new Gauge({
      name: 'spike_sockets',
      help: 'Sockets connected to this process.',
      registers: [this.registry],
      collect() {
        this.set(gateway.connections);
      },
    });
    new Gauge({
      name: 'spike_sockets_held_back',
      help: 'Sockets whose readers are slower than what they are told, and wait to be told the rest.',
      registers: [this.registry],
      collect() {
        this.set(gateway.slowReaders.held);
      },
    });
    new Gauge({
      name: 'spike_sockets_waiting_bytes',
      help: 'Bytes that wait for the slowest reader.',
      registers: [this.registry],
      collect() {
        this.set(gateway.mostWaitingBytes());
      },
    });
    new Counter({
      name: 'spike_slow_readers_total',
      help: 'Readers that were slower than what they were told: held back and told the rest later, or dropped.',
      labelNames: ['outcome'],
      registers: [this.registry],
      collect() {
        this.reset();
        this.inc({ outcome: 'held' }, gateway.slowReaders.everHeld);
        this.inc({ outcome: 'dropped' }, gateway.slowReaders.dropped);
      },
    });
    new Gauge({
      name: 'spike_sync_jobs_running',
      help: 'Jobs that this process runs now.',
      registers: [this.registry],
      collect() {
        this.set(running.count);
      },
    });
    new Gauge({
      name: 'spike_worker_places',
      help: 'Jobs that this process can run side by side.',
      registers: [this.registry],
    }).set(settings.roles.has('worker') ? settings.jobs.concurrency : 0);
    for (const run of ['first', 'takeover']) this.attempts.inc({ run }, 0);
  }

  onModuleInit(): void {
    this.subscriptions.push(
      this.recorder.recorded$.subscribe(({ event }) => {
        this.events.inc({ type: event.type });
        if (!isTerminal(event.status)) return;
        this.ended.inc({
          status: event.status,
          code: event.type === 'job.failed' ? event.data.error.code : '',
        });
        if (event.type !== 'job.completed') return;
        for (const [stage, ms] of Object.entries(event.data.summary.stageMs))
          this.stages.observe({ stage }, ms / 1000);
      }),
      this.figures.taken$.subscribe(({ attempt, waitedMs }) => {
        this.attempts.inc({ run: attempt === 1 ? 'first' : 'takeover' });
        if (attempt === 1) this.pickup.observe(waitedMs / 1000);
      }),
      this.bus.on(isSignedIn).subscribe(({ universityId }) => this.signIns.inc({ university: universityId })),
    );
  }

  onModuleDestroy(): void {
    for (const subscription of this.subscriptions) subscription.unsubscribe();
  }
}
