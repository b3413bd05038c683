import { Injectable } from '@nestjs/common';
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
}
