import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { relocated, type RecordedSite, type RecordedStudent } from './recordings';

/** Passwords are not in the recordings. */
export const PASSWORD = 'a password of no recording';

export interface Replay {
  readonly url: string;
  /** What it serves: the recordings with their addresses and times moved here. */
  readonly site: RecordedSite;
  /** Questions that no recording answers; each was refused as the function's recorded refusal has it. */
  readonly unanswered: readonly string[];
  stop(): Promise<void>;
}

type Args = Readonly<Record<string, unknown>>;

/** Arguments that tell a function's recordings apart. The rest of the functions have one recording, about all courses. */
const IDENTITY: Readonly<Record<string, readonly string[]>> = {
  core_enrol_get_users_courses: ['userid'],
  core_course_get_contents: ['courseid'],
  core_course_get_course_module: ['cmid'],
  gradereport_user_get_grade_items: ['courseid', 'userid'],
  mod_assign_get_submission_status: ['assignid'],
  mod_forum_get_forum_discussions: ['forumid', 'page'],
  mod_quiz_get_user_attempts: ['quizid'],
  mod_quiz_get_user_best_grade: ['quizid'],
};
const BATCH = 'tool_mobile_call_external_functions';

/** A Moodle on a free port of the loopback that says what a real one said. */
export async function startReplay(recorded: RecordedSite, now = new Date()): Promise<Replay> {
  const server = http.createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const site = relocated(recorded, url, now);
  const moodle = new ReplayedMoodle(site);
  server.on('request', (request, response) => {
    moodle.answer(request, response).catch(() => response.destroy());
  });
  return {
    url,
    site,
    unanswered: moodle.unanswered,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

interface Reply {
  readonly status?: number;
  readonly body: string;
}

class ReplayedMoodle {
  readonly unanswered: string[] = [];
  private readonly byToken: ReadonlyMap<string, RecordedStudent>;

  constructor(private readonly site: RecordedSite) {
    this.byToken = new Map(site.students.map((student) => [tokenOf(student), student]));
  }

  async answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', this.site.wwwroot);
    const form = await text(request);
    const { status = 200, body } = this.reply(pathname, form);
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  }

  private reply(pathname: string, form: string): Reply {
    if (pathname === '/login/token.php') return this.signIn(new URLSearchParams(form));
    if (pathname === '/webservice/rest/server.php') return this.call(fieldsOf(form));
    if (pathname === '/lib/ajax/service-nologin.php') return { body: this.site.publicConfig };
    if (pathname.startsWith('/webservice/pluginfile.php/')) return this.file(new URLSearchParams(form));
    return { status: 404, body: '' };
  }

  private signIn(form: URLSearchParams): Reply {
    const student = this.site.students.find(({ username }) => username === form.get('username'));
    return { body: student && form.get('password') === PASSWORD ? student.token : this.site.wrongPassword };
  }

  /** No file is recorded. */
  private file(form: URLSearchParams): Reply {
    const student = this.byToken.get(form.get('token') ?? '');
    if (!student) return { body: this.site.badToken };
    if (student.refusedFile !== null) return { body: student.refusedFile };
    return {
      status: 404,
      body: '{"error":"Sorry, the requested file could not be found","errorcode":"filenotfound"}',
    };
  }

  private call({ wstoken, wsfunction, ...args }: Args): Reply {
    const student = this.byToken.get(String(wstoken));
    if (!student) return { body: this.site.badToken };
    if (wsfunction === BATCH) return { body: this.batch(student, args) };
    const name = String(wsfunction);
    return { body: this.find(student, name, args) ?? this.refusal(name) };
  }

  /** As Moodle does it: in order, up to the first that is refused. */
  private batch(student: RecordedStudent, { requests }: Args): string {
    const responses: string[] = [];
    for (const request of Object.values(requests ?? {}) as { function: string; arguments: string }[]) {
      const body = this.find(student, request.function, JSON.parse(request.arguments) as Args);
      if (body !== null) {
        responses.push(`{"error":false,"data":${phpJson(body)}}`);
        continue;
      }
      const { message, errorcode } = JSON.parse(this.refusal(request.function)) as Record<string, string>;
      const exception = JSON.stringify({
        message,
        errorcode,
        link: `${this.site.wwwroot}/`,
        moreinfourl: '',
      });
      responses.push(`{"error":true,"exception":${phpJson(exception)}}`);
      break;
    }
    return `{"responses":[${responses.join(',')}]}`;
  }

  private refusal(name: string): string {
    return this.site.refusals[name] ?? this.site.refusals.other;
  }

  private find(student: RecordedStudent, name: string, args: Args): string | null {
    const identity = IDENTITY[name] ?? [];
    const found = student.answers.find(
      (answer) =>
        answer.wsfunction === name && identity.every((key) => String(answer.args[key]) === String(args[key])),
    );
    if (found && isAboutAll(student, args)) return found.body;
    this.unanswered.push(`${name} ${identity.map((key) => String(args[key])).join(' ')}`.trim());
    return null;
  }
}

const tokenOf = (student: RecordedStudent): string => (JSON.parse(student.token) as { token: string }).token;

/** Lists of courses were recorded for all of a student's courses; to a question about some of them there is no answer. */
function isAboutAll(student: RecordedStudent, args: Args): boolean {
  const events = (args.events ?? {}) as Args;
  const named =
    args.courseids ?? events.courseids ?? (args.field === 'ids' ? String(args.value).split(',') : null);
  if (named === null) return true;
  const list = student.answers.find(({ wsfunction }) => wsfunction === 'core_enrol_get_users_courses');
  const all = (JSON.parse(list?.body ?? '[]') as { id: number }[]).map(({ id }) => id);
  return sorted(Object.values(named)) === sorted(all);
}

const sorted = (ids: readonly unknown[]): string =>
  ids
    .map(Number)
    .sort((a, b) => a - b)
    .join();

/** `events[courseids][0]=2` → `{ events: { courseids: { 0: '2' } } }`, as PHP reads a form. */
function fieldsOf(form: string): Args {
  const fields: Record<string, unknown> = {};
  for (const [key, value] of new URLSearchParams(form)) {
    const steps = key.split(/[[\]]+/).filter((step) => step !== '');
    const last = steps.pop() ?? '';
    let place = fields;
    for (const step of steps) place = (place[step] ??= {}) as Record<string, unknown>;
    place[last] = value;
  }
  return fields;
}

/** A text as PHP's `json_encode` writes it: slashes and all beyond ASCII escaped. */
const phpJson = (value: string): string =>
  JSON.stringify(value)
    .replaceAll('/', String.raw`\/`)
    .replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
