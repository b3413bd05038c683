import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import { Relay } from '../realtime/relay';
import { RunningJobs } from './running-jobs';

/** A job cancelled on another node stops here, in the middle of whatever it does. */
@Injectable()
export class CancelListener implements OnModuleInit, OnModuleDestroy {
  private subscription: Subscription | null = null;

  constructor(
    private readonly relay: Relay,
    private readonly running: RunningJobs,
  ) {}

  onModuleInit(): void {
    this.subscription = this.relay.remote$.subscribe(({ jobId, status }) => {
      if (status === 'cancelled') this.running.end(jobId, 'cancelled');
    });
  }

  onModuleDestroy(): void {
    this.subscription?.unsubscribe();
  }
}
