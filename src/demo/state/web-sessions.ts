import { randomBytes } from 'node:crypto';
import { StudentModel } from '../model';

export interface WebSession {
  readonly id: string;
  student: StudentModel | null;
  /** The page that was asked for before the sign-in, with its query. */
  wanted: string | null;
}

/** Sessions of browsers, as cookies name them. */
export class WebSessions {
  readonly #sessions = new Map<string, WebSession>();

  find(id: string | undefined): WebSession | undefined {
    return id === undefined ? undefined : this.#sessions.get(id);
  }

  begin(student: StudentModel | null = null, wanted: string | null = null): WebSession {
    const session = { id: randomBytes(13).toString('hex'), student, wanted };
    this.#sessions.set(session.id, session);
    return session;
  }

  end({ id }: WebSession): void {
    this.#sessions.delete(id);
  }
}
