import {
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import { createClient } from '@redis/client';
import type { Subscription } from 'rxjs';
import { Settings } from '../../config';
import { announcementOf } from '../persistence/job-rows';
import { JobStore, type RecordedEvent, SYNC_CHANNEL } from '../persistence/job-store';
import { SyncRecorder } from '../recorder';
import { type Line, Listening, PULSE } from './listening';

/** A server that does not answer is as good as none, ms. */
const CONNECT_TIMEOUT_MS = 2_000;
const ANSWER_TIMEOUT_MS = 1_000;

type RedisClient = ReturnType<typeof createRedis>;

/**
 * Tells and hears by Redis pub/sub what nodes commit, when `REDIS_URL` is set: a busy cluster spares its database the notifications, whose
 * commits PostgreSQL makes stand in line. While Redis is away events go by `NOTIFY`, which all nodes hear at all times.
 */
@Injectable()
export class RedisRelay
  extends Listening
  implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy, OnApplicationShutdown
{
  private readonly url: string | undefined;
  private speaker: RedisClient | null = null;
  private subscription: Subscription | null = null;
  private gathered: RecordedEvent[] = [];

  constructor(
    settings: Settings,
    private readonly store: JobStore,
    private readonly recorder: SyncRecorder,
  ) {
    super(store.nodeId);
    // Here, and not where it connects: what a malformed address makes go wrong is said without the address, which may hold a password.
    if (settings.redisUrl !== undefined && !URL.canParse(settings.redisUrl))
      throw new Error('REDIS_URL is not an address');
    this.url = settings.redisUrl;
  }

  get enabled(): boolean {
    return this.url !== undefined;
  }

  onModuleInit(): void {
    if (!this.enabled) return;
    this.subscription = this.recorder.recorded$.subscribe((recorded) => {
      if (isToldAnyway(recorded)) return;
      // What one commit let out is told together.
      if (this.gathered.push(recorded) === 1) queueMicrotask(() => this.tell(this.gathered.splice(0)));
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    if (this.enabled) await this.begin(true);
  }

  async onModuleDestroy(): Promise<void> {
    await this.end();
  }

  /** After the recorder's last words. */
  onApplicationShutdown(): void {
    this.subscription?.unsubscribe();
    this.speaker?.destroy();
  }

  protected async connect(hear: (payload: string) => void): Promise<Line> {
    const url = this.url ?? '';
    const [listener, speaker] = [createRedis(url), createRedis(url)];
    const over = new Promise<void>((resolve) => {
      for (const client of [listener, speaker]) {
        client.on('error', () => resolve());
        client.on('end', () => resolve());
      }
    });
    const close = async (): Promise<void> => {
      for (const client of [listener, speaker]) if (client.isOpen) client.destroy();
    };
    try {
      await Promise.all([listener.connect(), speaker.connect()]);
      await listener.subscribe([SYNC_CHANNEL, this.ownChannel], hear);
    } catch (error) {
      await close();
      throw error;
    }
    this.speaker = speaker;
    return { over, pulse: () => speaker.publish(this.ownChannel, PULSE), close };
  }

  private get ownChannel(): string {
    return `${SYNC_CHANNEL}:${this.store.nodeId}`;
  }

  private async publish(text: string): Promise<void> {
    if (!this.connected || !this.speaker) throw new Error('Redis is away');
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('Redis does not answer')), ANSWER_TIMEOUT_MS);
    });
    try {
      await Promise.race([this.speaker.publish(SYNC_CHANNEL, text), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  private tell(events: readonly RecordedEvent[]): void {
    const text = JSON.stringify({ n: this.store.nodeId, a: announcementOf(events) });
    const told = this.publish(text);
    // Later than its commit, and still sooner than any node would look by itself.
    told.catch(() =>
      this.store.announce(events).catch((error: unknown) => {
        this.logger.warn({
          msg: 'events were not announced; other nodes find them by themselves',
          err: error,
        });
      }),
    );
  }
}

/** A job's creation and its cancellation are announced in their own transactions. */
const isToldAnyway = ({ event }: RecordedEvent): boolean =>
  event.type === 'job.created' || event.type === 'job.cancelled';

/** Tries once: whoever holds the line begins anew when it is over. */
function createRedis(url: string) {
  return createClient({
    url,
    disableOfflineQueue: true,
    socket: { reconnectStrategy: false, connectTimeout: CONNECT_TIMEOUT_MS, noDelay: true },
  });
}
