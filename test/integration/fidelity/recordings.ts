import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

/** One answer of a real Moodle: what was asked, and the body as it was on the wire. */
export interface Recording {
  readonly recording: string;
  readonly wsfunction: string;
  /** Lists may stand as objects with numbers for keys, numbers as text: as a form holds them. */
  readonly args: Readonly<Record<string, unknown>>;
  readonly body: string;
}

export interface RecordedStudent {
  readonly username: string;
  /** Body of `login/token.php`. */
  readonly token: string;
  /** What `pluginfile.php` answers to whatever file; `null` where it serves them. */
  readonly refusedFile: string | null;
  readonly answers: readonly Recording[];
}

/** What was recorded of one site; made by `pack-recordings.mjs`. */
export interface RecordedSite {
  readonly release: string;
  readonly wwwroot: string;
  /** Unix seconds. */
  readonly recordedAt: number;
  readonly publicConfig: string;
  readonly wrongPassword: string;
  readonly badToken: string;
  /** Refusals by the function they were recorded of; `other` for the rest. */
  readonly refusals: Readonly<Record<string, string>> & { readonly other: string };
  readonly students: readonly RecordedStudent[];
}

export function openRecordings(name: string): RecordedSite {
  const packed = readFileSync(path.join(__dirname, 'recordings', `${name}.json.gz`));
  return JSON.parse(gunzipSync(packed).toString('utf8')) as RecordedSite;
}

const DAY_S = 24 * 3600;
/** Unix seconds between 2023 and 2030; no id, size or figure of the recordings is as large. */
const TIME = /(?<=[:[,])1[78]\d{8}(?=[,}\]])/g;

/**
 * The same site at another address, and as if it had been recorded today: Spike asks for the calendar from now on, and every time in the
 * answers moves by the same whole number of days. Nothing else is touched.
 */
export function relocated(site: RecordedSite, wwwroot: string, now: Date): RecordedSite {
  const days = Math.floor((now.getTime() / 1000 - site.recordedAt) / DAY_S);
  const from = new RegExp(site.wwwroot.replaceAll('.', '\\.').replaceAll('/', String.raw`(\\*/)`), 'g');
  const here = (body: string): string =>
    body
      // A slash stands as it is, or escaped once or more often.
      .replace(from, (_all, slash: string) => wwwroot.replaceAll('/', slash))
      .replace(TIME, (time) => String(Number(time) + days * DAY_S));
  return {
    ...site,
    wwwroot,
    recordedAt: site.recordedAt + days * DAY_S,
    publicConfig: here(site.publicConfig),
    students: site.students.map((student) => ({
      ...student,
      answers: student.answers.map((answer) => ({ ...answer, body: here(answer.body) })),
    })),
  };
}

/** Bodies of a student's answers from this function, read as JSON, by the argument that tells them apart. */
export function answersOf<T>(student: RecordedStudent, wsfunction: string, by: string): Map<number, T> {
  return new Map(
    student.answers
      .filter((answer) => answer.wsfunction === wsfunction)
      .map(({ args, body }) => [Number(args[by]), JSON.parse(body) as T]),
  );
}

/** The one answer of this function. */
export function answerOf<T>(student: RecordedStudent, wsfunction: string): T {
  const [answer, ...others] = student.answers.filter((one) => one.wsfunction === wsfunction);
  if (!answer || others.length > 0)
    throw new Error(`${wsfunction}: ${others.length + (answer ? 1 : 0)} recordings, one was expected`);
  return JSON.parse(answer.body) as T;
}
