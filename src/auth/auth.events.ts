import type { BusEvent } from '../events';

/** For whoever only wants to know. Ids alone. */
export interface SignedIn extends BusEvent {
  readonly type: 'auth.signed-in';
  readonly studentId: string;
  readonly universityId: string;
  readonly sessionId: string;
  readonly jobId: string | null;
}

export interface SignedOut extends BusEvent {
  readonly type: 'auth.signed-out';
  readonly studentId: string;
  readonly sessionId: string;
}

export const isSignedIn = (event: BusEvent): event is SignedIn => event.type === 'auth.signed-in';
export const isSignedOut = (event: BusEvent): event is SignedOut => event.type === 'auth.signed-out';
