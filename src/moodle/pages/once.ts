import { AppError } from '../../errors';
import type { MoodleCredentials } from '../words';
import type { CredentialsSource } from './session/page-session';

/** Credentials for one sign-in: once `spend` is called nobody holds them here, and a session that ends has ended. */
export function credentialsOnce(credentials: MoodleCredentials): {
  readonly source: CredentialsSource;
  readonly spend: () => void;
} {
  let held: MoodleCredentials | null = credentials;
  return {
    source: async () => {
      if (held === null) throw new AppError('auth.password-not-kept', { detail: 'session: it has ended' });
      return held;
    },
    spend: () => (held = null),
  };
}
