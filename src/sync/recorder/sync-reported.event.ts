import type { BusEvent } from '../../events';
import type { Report } from '../pipeline';

/** A run says what happened. Not yet true for anybody: the recorder makes it so, or refuses it. */
export interface SyncReported extends BusEvent {
  readonly type: 'sync.reported';
  /** Unique; the recorder confirms by it. */
  readonly id: string;
  readonly jobId: string;
  readonly attempt: number;
  readonly report: Report;
  readonly at: Date;
}

export const isSyncReported = (event: BusEvent): event is SyncReported => event.type === 'sync.reported';
