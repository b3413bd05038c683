import { AsyncLocalStorage } from 'node:async_hooks';

/** Ids that tell the lines of one request, or of one run, from all others. Never a name, a token or an address. */
export interface LogIds {
  readonly requestId?: string;
  readonly jobId?: string;
  readonly attempt?: number;
  readonly universityId?: string;
}

const storage = new AsyncLocalStorage<LogIds>();

const NONE: LogIds = Object.freeze({});

/** Every line written by `work`, and by what it begins, carries these ids beside those it had already. */
export function withIds<T>(ids: LogIds, work: () => T): T {
  return storage.run({ ...storage.getStore(), ...ids }, work);
}

/** `work` is done for many at once, whoever happened to begin it: its lines carry nobody's ids. */
export function withoutIds<T>(work: () => T): T {
  return storage.run(NONE, work);
}

export function currentIds(): LogIds {
  return storage.getStore() ?? NONE;
}
