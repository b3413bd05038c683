import type { Place } from '../failures/errorcodes';
import { readJson } from '../http/json-answer';
import type { Meter, MoodleHttpClient } from '../http/moodle-http.client';
import { ServerClock } from '../http/server-clock';
import type { MoodleAccess } from '../words';
import { encodeForm, type FormValue } from './form';
import { FUNCTIONS, type MoodleFunction } from './functions';

export interface CallOptions {
  readonly signal: AbortSignal;
  readonly meter?: Meter;
  readonly urgent?: boolean;
  /** Where the call stands, if not where its function usually does. */
  readonly place?: Place;
}

/** Calls web-service functions over Moodle's REST protocol, for one student. */
export class RestClient {
  /** The site's, as far as its answers tell. */
  readonly clock = new ServerClock();

  constructor(
    private readonly http: MoodleHttpClient,
    readonly access: MoodleAccess,
  ) {}

  /** The function's value, not yet parsed. Rejects with an `AppError`, or with the abort reason. */
  async call(
    name: MoodleFunction,
    args: Readonly<Record<string, FormValue>>,
    { place = FUNCTIONS[name], ...options }: CallOptions,
  ): Promise<unknown> {
    const { site, token } = this.access;
    const answer = await this.http.exchange({
      ...options,
      reader: token,
      // All functions of the table only read.
      isRead: true,
      site,
      url: `${site.baseUrl}/webservice/rest/server.php`,
      contentType: 'application/x-www-form-urlencoded',
      // Without the filter a name in two languages arrives as both, glued together.
      body: encodeForm({
        wstoken: token,
        wsfunction: name,
        moodlewsrestformat: 'json',
        moodlewssettingfilter: 'true',
        ...args,
      }),
      what: name,
    });
    this.clock.hear(answer);
    return readJson(answer, { what: name, place, secret: token });
  }
}
