import { Injectable } from '@nestjs/common';
import type { Presence } from '../../moodle';
import { CheckpointStore } from '../persistence/checkpoint-store';
import { type Checkpoint, Checkpoints, type RunIdentity } from '../pipeline';

@Injectable()
export class StoredCheckpoints extends Checkpoints {
  constructor(private readonly store: CheckpointStore) {
    super();
  }

  find({ jobId }: RunIdentity): Promise<Checkpoint> {
    return this.store.find(jobId);
  }

  keepVanished({ jobId, attempt }: RunIdentity, vanished: ReadonlyMap<number, Presence>): Promise<void> {
    return this.store.keepVanished(jobId, attempt, vanished);
  }
}
