import type { University } from '../contract';
import type { UniversityEntry } from './university-file';

export interface RegisteredUniversity extends UniversityEntry {
  readonly demo?: { readonly accounts: University['demoAccounts'] };
}

/** What the operator's list alone tells. */
export type ListedUniversity = Omit<University, 'signIn' | 'status' | 'statusMessage'>;

export interface UniversitySite {
  readonly universityId: string;
  readonly baseUrl: string;
  readonly alsoAt: readonly string[];
}

/** Where nothing else is said. */
const DEFAULT_TIME_ZONE = 'Asia/Jerusalem';

/** The Moodle sites a student may sign in to. Nothing outside this list is ever spoken to. */
export class Universities {
  private readonly byId: ReadonlyMap<string, RegisteredUniversity>;

  constructor(entries: readonly RegisteredUniversity[]) {
    this.byId = new Map(entries.map((entry) => [entry.id, entry]));
  }

  list(): ListedUniversity[] {
    return [...this.byId.values()].map(({ id, name, demo }) => ({
      id,
      name,
      demo: demo !== undefined,
      ...(demo?.accounts ? { demoAccounts: demo.accounts } : {}),
    }));
  }

  /** Where the university's Moodle is; `undefined` for one that is not on the list. */
  siteOf(id: string): UniversitySite | undefined {
    const found = this.byId.get(id);
    return found && { universityId: found.id, baseUrl: found.baseUrl, alsoAt: found.alsoAt ?? [] };
  }

  /** IANA zone of the university's clocks; of one that is not on the list, the usual one. */
  timeZoneOf(id: string): string {
    return this.byId.get(id)?.timeZone ?? DEFAULT_TIME_ZONE;
  }
}
