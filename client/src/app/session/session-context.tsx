import { createContext, use } from 'react';
import type { User } from '../../../../src/contract';
import type { SessionStore } from './session-store';

export interface SignedIn {
  readonly user: User;
  readonly firstJobId: string | null;
  readonly signOut: SessionStore['logout'];
  /** To the sign-in page, with a reason. */
  readonly signInAgain: SessionStore['end'];
}

const SignedInContext = createContext<SignedIn | null>(null);

export const SignedInProvider = SignedInContext;

export function useSignedIn(): SignedIn {
  const signedIn = use(SignedInContext);
  if (!signedIn) throw new Error('only for pages behind the sign-in');
  return signedIn;
}
