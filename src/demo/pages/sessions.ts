import { createHash, randomBytes } from 'node:crypto';
import { Incoming } from '../http/incoming';
import { StudentModel } from '../model';

/** A visitor's session; `student` is set once they have signed in. */
export interface WebSession {
  readonly id: string;
  readonly sesskey: string;
  /** The single-use token of the sign-in form that was shown last. */
  loginToken: string | null;
  student: StudentModel | null;
  /** A complaint of the last try, shown once on the next page. */
  complaint: string | null;
  /** The page that was asked for before the sign-in, with its query. */
  wanted: string | null;
}

/** What an administrator can set about signing in on the web; assign to it. */
export interface WebSwitches {
  /** Address of another site where everybody signs in; `null`: here. */
  signInElsewhere: string | null;
  /** Wrong passwords after which an account is locked; 0 is never. */
  lockoutAfter: number;
  /** A new session of a student ends the ones before it. */
  oneSessionEach: boolean;
  /** Forms lose their token, as behind a proxy that mixes sessions up: so many of the next ones. */
  lostTokens: number;
}

const COOKIE = 'MoodleSession';

/** Web sessions by cookie, and who was locked out. */
export class WebSessions {
  readonly switches: WebSwitches = {
    signInElsewhere: null,
    lockoutAfter: 0,
    oneSessionEach: false,
    lostTokens: 0,
  };
  readonly #sessions = new Map<string, WebSession>();
  readonly #failures = new Map<string, number>();

  /** The session that a request carries, if it is still alive. */
  of({ headers }: Pick<Incoming, 'headers'>): WebSession | null {
    const id = cookieOf(headers.cookie);
    return id === null ? null : (this.#sessions.get(id) ?? null);
  }

  /** Whether a request says that it belongs to a session, alive or not. */
  carriesOne({ headers }: Pick<Incoming, 'headers'>): boolean {
    return cookieOf(headers.cookie) !== null;
  }

  begin(student: StudentModel | null = null, wanted: string | null = null): WebSession {
    const id = randomBytes(13).toString('hex');
    const sesskey = createHash('md5').update(id).digest('hex').slice(0, 10);
    const session: WebSession = { id, sesskey, loginToken: null, student, complaint: null, wanted };
    if (student && this.switches.oneSessionEach) this.endAll(student.username);
    this.#sessions.set(id, session);
    return session;
  }

  end({ id }: WebSession): void {
    this.#sessions.delete(id);
  }

  /** Ends every session of a student, as an administrator can. */
  endAll(username: string): void {
    for (const [id, { student }] of this.#sessions)
      if (student?.username === username) this.#sessions.delete(id);
  }

  /** Cookies of a student's sessions that are alive. */
  aliveOf(username: string): string[] {
    return [...this.#sessions.values()].flatMap(({ id, student }) =>
      student?.username === username ? id : [],
    );
  }

  isLocked(username: string): boolean {
    const { lockoutAfter } = this.switches;
    return lockoutAfter > 0 && (this.#failures.get(username) ?? 0) >= lockoutAfter;
  }

  failed(username: string): void {
    this.#failures.set(username, (this.#failures.get(username) ?? 0) + 1);
  }

  /** Failed tries of a user name since the start. */
  failuresOf(username: string): number {
    return this.#failures.get(username) ?? 0;
  }
}

export const cookieFor = ({ id }: WebSession): string => `${COOKIE}=${id}; path=/; HttpOnly`;

function cookieOf(header: string | undefined): string | null {
  return new RegExp(`(?:^|;\\s*)${COOKIE}=([0-9a-f]+)`).exec(header ?? '')?.[1] ?? null;
}
