export type RunEnd = 'cancelled' | 'superseded' | 'shutdown' | 'lease-lost';

/** Why a run stopped without being done, where that is no failure of the job. Used as the abort reason of its signal. */
export class RunEnded extends Error {
  override readonly name = 'RunEnded';

  constructor(readonly end: RunEnd) {
    super(`the run ended: ${end}`);
  }
}
