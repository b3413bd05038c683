import { Incoming } from '../http/incoming';
import { Reply } from '../http/reply';
import { ServiceFunction } from '../calls/call';
import { WebSessions } from '../pages/sessions';
import { Faults } from '../state/faults';
import { SiteState } from '../state/site';
import { OpenRecord } from '../state/traffic';
import { Tokens } from '../state/tokens';
import { World } from '../state/world';

/** What every address of the university works with. */
export interface Campus {
  world: World;
  site: SiteState;
  tokens: Tokens;
  /** Of those who sign in on the web pages. */
  sessions: WebSessions;
  faults: Faults;
  functions: ReadonlyMap<string, ServiceFunction>;
  /** Milliseconds since the epoch. */
  now: () => number;
}

export type Endpoint = (incoming: Incoming, campus: Campus, traffic: OpenRecord) => Promise<Reply> | Reply;
