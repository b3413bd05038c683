import type { LoginReply, LoginRequest, SessionReply, User } from '../../../../src/contract';
import { createSpikeClient, SpikeError, type SpikeClient } from '../../sdk';
import { stored } from '../preferences/stored';

export type Session =
  | { readonly status: 'loading' }
  | { readonly status: 'unreachable'; readonly error: SpikeError }
  | { readonly status: 'signed-out'; readonly notice: SpikeError | null }
  | {
      readonly status: 'signed-in';
      readonly user: User;
      /** The job that the sign-in began. */
      readonly firstJobId: string | null;
    };

/** Milliseconds: a session is renewed this long before it expires, so that file links keep working. */
const RENEW_BEFORE_MS = 60_000;

/** Set from the click on «sign out» until the server has heard of it: only the server can take the cookies away. */
const leaving = stored('spike-signing-out');

const expiry = stored('spike-session-until');

/** Other tabs of this browser hear of a sign-in: one at the university ends in a tab of its own. */
const TABS = 'spike-session';

/** Who is signed in. Lives beside React, because the SDK ends a session in the middle of any request. */
export class SessionStore {
  readonly client: SpikeClient;
  private session: Session = { status: 'loading' };
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly tabs = 'BroadcastChannel' in window ? new BroadcastChannel(TABS) : null;

  /** `returned`: the address by which a university has just handed the student back, if that is how the page was opened. */
  constructor(private returned: string | null = null) {
    this.client = createSpikeClient({
      exclusive: (run) => ('locks' in navigator ? navigator.locks.request('spike-refresh', run) : run()),
      onSession: (reply) => this.renewed(reply),
      onSessionEnded: (error) => {
        if (this.session.status === 'signed-in') this.end(error);
      },
    });
    this.tabs?.addEventListener('message', () => {
      if (this.session.status === 'signed-out') void this.resume();
    });
  }

  readonly current = (): Session => this.session;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Finds out whether this browser is signed in already. */
  readonly resume = async (): Promise<void> => {
    this.set({ status: 'loading' });
    if (leaving.read() === 'yes' && !(await this.leave())) {
      this.set({ status: 'signed-out', notice: null });
      return;
    }
    try {
      if (this.returned !== null) return await this.comeBack(this.returned);
      const user = await this.client.me();
      this.set({ status: 'signed-in', user, firstJobId: null });
      this.renewBefore(Number(expiry.read()));
    } catch (error) {
      const failure = SpikeError.from(error);
      // Spike's own answer to a return is final; one that never came can be asked for again.
      const notice = this.returned !== null && failure.problem !== null ? failure : null;
      if (failure.kind === 'sign-in' || notice !== null) {
        this.returned = null;
        this.set({ status: 'signed-out', notice });
      } else this.set({ status: 'unreachable', error: failure });
    }
  };

  readonly login = async (request: LoginRequest): Promise<void> => {
    this.begin(await this.client.login(request));
  };

  /** Ends a sign-in at the university with the address that it returned. */
  readonly comeBack = async (address: string): Promise<void> => {
    this.begin(await this.client.finishBrowserSignIn({ address }));
  };

  readonly logout = async (): Promise<void> => {
    // The page is left at once. A server that is away hears of it when this browser comes again.
    leaving.write('yes');
    this.end(null);
    await this.leave();
  };

  /** Back to the sign-in page, with the reason. */
  readonly end = (notice: SpikeError | null): void => {
    clearTimeout(this.timer);
    this.client.close();
    this.set({ status: 'signed-out', notice });
  };

  private begin({ user, sync }: LoginReply): void {
    this.returned = null;
    leaving.write('');
    this.set({ status: 'signed-in', user, firstJobId: sync?.jobId ?? null });
    this.tabs?.postMessage('signed-in');
  }

  /** True when the server knows that this browser is signed out. */
  private async leave(): Promise<boolean> {
    try {
      await this.client.logout();
    } catch (error) {
      if (SpikeError.from(error).kind !== 'sign-in') return false;
    }
    leaving.write('');
    return true;
  }

  private renewed(reply: SessionReply): void {
    const until = Date.now() + reply.expiresIn * 1_000;
    expiry.write(String(until));
    this.renewBefore(until);
  }

  private renewBefore(until: number): void {
    clearTimeout(this.timer);
    const wait = until - Date.now() - RENEW_BEFORE_MS;
    if (!(wait > 0)) return;
    this.timer = setTimeout(() => {
      // Another tab may have renewed it meanwhile.
      const kept = Number(expiry.read());
      if (kept > until) this.renewBefore(kept);
      else void this.client.refresh().catch(() => undefined);
    }, wait);
  }

  private set(session: Session): void {
    this.session = session;
    this.listeners.forEach((listener) => listener());
  }
}
