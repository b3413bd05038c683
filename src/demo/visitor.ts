/** A bare client, to try the university by hand and in its specs. Replies are taken as they come. */
export class DemoVisitor {
  constructor(
    readonly url: string,
    readonly token = '',
  ) {}

  post(path: string, fields: Record<string, string>, init: RequestInit = {}): Promise<Response> {
    return fetch(this.url + path, { ...init, method: 'POST', body: new URLSearchParams(fields) });
  }

  signIn(username: string, password: string): Promise<Response> {
    return this.post('/login/token.php', { username, password, service: 'moodle_mobile_app' });
  }

  /** A visitor who carries the student's token. */
  async as(username: string, password = 'demo1234'): Promise<DemoVisitor> {
    const reply: unknown = await (await this.signIn(username, password)).json();
    if (typeof reply !== 'object' || reply === null || !('token' in reply)) {
      throw new Error(`sign-in refused: ${JSON.stringify(reply)}`);
    }
    return new DemoVisitor(this.url, String(reply.token));
  }

  /** One web-service call, JSON asked for. */
  call(
    wsfunction: string,
    fields: Record<string, string | number> = {},
    init: RequestInit = {},
  ): Promise<Response> {
    const own = { wstoken: this.token, wsfunction, moodlewsrestformat: 'json' };
    const texts = Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, String(value)]));
    return this.post('/webservice/rest/server.php', { ...own, ...texts }, init);
  }

  async read<T = unknown>(wsfunction: string, fields: Record<string, string | number> = {}): Promise<T> {
    return (await (await this.call(wsfunction, fields)).json()) as T;
  }
}
