import 'reflect-metadata';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { loadSettings } from '../../src/config';
import type {
  CourseDetails,
  CourseSummary,
  JobSnapshot,
  LibraryItem,
  LoginReply,
  Page,
} from '../../src/contract';
import { createApp } from '../../src/create-app';
import { createDataSource, DatabaseUrl, SchemaPreparer, startEmbeddedPostgres } from '../../src/database';
import { createPino } from '../../src/operations';
import { Universities } from '../../src/universities';

/**
 * Holds Spike's library against what a real Moodle lists for a student, item by item, and syncs a second time to see that nothing
 * changes. Asks Moodle by itself, with none of Spike's parsers.
 *
 *     MOODLE_PASSWORD=… npm run verify:moodle -- https://moodle.example.ac.il student1
 */
const [, , baseUrl = '', username = ''] = process.argv;
const password = process.env.MOODLE_PASSWORD ?? '';

interface RawFile {
  type: string;
  filename: string;
  filepath: string | null;
  filesize: number;
  fileurl: string | null;
  timemodified: number | null;
}
interface RawModule {
  id: number;
  name: string;
  modname: string;
  uservisible?: boolean;
  dates?: { dataid?: string; timestamp: number }[];
  contents?: RawFile[];
}
interface RawSection {
  id: number;
  name: string;
  modules: RawModule[];
}

async function ask<T>(fields: Record<string, string>, address = '/webservice/rest/server.php'): Promise<T> {
  const response = await fetch(`${baseUrl}${address}`, { method: 'POST', body: new URLSearchParams(fields) });
  return (await response.json()) as T;
}

const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#039': "'",
  nbsp: '\u00a0',
};
/** The name as a person reads it: entities resolved, tags gone, spaces folded. */
const readable = (name: string): string =>
  name
    .replace(/<[^>]*>/g, '')
    .replace(/&(#?\w+);/g, (all, code: string) => ENTITIES[code] ?? all)
    .replace(/\s+/g, ' ')
    .trim();
const folded = (name: string): string => name.replace(/\s+/g, ' ').trim();
const seconds = (iso: string): number => Date.parse(iso) / 1000;

class Comparison {
  readonly counts = { courses: 0, sections: 0, modules: 0, files: 0, urls: 0, dates: 0, restricted: 0 };
  readonly differences: string[] = [];

  course(id: number, raw: readonly RawSection[], ours: CourseDetails | undefined): void {
    this.counts.courses += 1;
    if (!ours) return this.differ(`course ${id} is missing`);
    const known = new Set(raw.flatMap(({ modules }) => modules.map((module) => module.id)));
    for (const item of ours.sections.flatMap(({ items }) => items)) {
      if (!known.has(item.cmid)) this.differ(`course ${id}: item ${item.cmid} is not on Moodle`);
    }
    for (const section of raw) {
      this.counts.sections += 1;
      const own = ours.sections.find(({ moodleId }) => moodleId === section.id);
      if (!own) {
        this.differ(`course ${id}: section ${section.id} is missing`);
        continue;
      }
      this.equal(`section ${section.id} name`, folded(own.name), readable(section.name));
      for (const module of section.modules)
        this.module(
          module,
          own.items.find(({ cmid }) => cmid === module.id),
        );
    }
  }

  private module(raw: RawModule, ours: LibraryItem | undefined): void {
    this.counts.modules += 1;
    const where = `module ${raw.id}`;
    if (!ours) return this.differ(`${where} is missing, or in another section`);
    this.equal(`${where} type`, ours.type, raw.modname);
    this.equal(`${where} name`, folded(ours.name), readable(raw.name));
    this.equal(`${where} restricted`, ours.restricted, raw.uservisible === false);
    if (raw.uservisible === false) this.counts.restricted += 1;
    for (const { dataid, timestamp } of raw.dates ?? []) {
      this.counts.dates += 1;
      const own = ours.dates.filter(({ id, at }) => id === (dataid ?? '') && seconds(at) === timestamp);
      if (own.length === 0) this.differ(`${where}: the date ${dataid} ${timestamp} is missing`);
    }
    for (const entry of raw.contents ?? []) {
      if (entry.type === 'url') {
        this.counts.urls += 1;
        this.equal(`${where} address`, ours.externalUrl, entry.fileurl);
      } else if (entry.type === 'file') {
        this.counts.files += 1;
        const own = ours.files.find(
          (file) =>
            file.name === entry.filename &&
            file.path === (entry.filepath ?? '/') &&
            file.size === entry.filesize &&
            (file.modifiedAt === null || seconds(file.modifiedAt) === entry.timemodified),
        );
        if (!own) this.differ(`${where}: the file ${entry.filepath}${entry.filename} is missing or differs`);
      }
    }
  }

  private equal(what: string, ours: unknown, theirs: unknown): void {
    if (ours !== theirs)
      this.differ(`${what}: ${JSON.stringify(ours)} here, ${JSON.stringify(theirs)} on Moodle`);
  }

  private differ(text: string): void {
    this.differences.push(text);
  }
}

async function main(): Promise<void> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'spike-verify-'));
  chmodSync(dataDir, 0o755);
  const postgres = await startEmbeddedPostgres({ dataDir: path.join(dataDir, 'postgres') });
  const databaseUrl = new DatabaseUrl(postgres.url);
  const dataSource = await createDataSource(postgres.url).initialize();
  await new SchemaPreparer(dataSource, databaseUrl).prepare();
  const universities = new Universities([{ id: 'real', name: { he: 'אמיתית', en: 'Real' }, baseUrl }]);
  const settings = loadSettings({ NODE_ENV: 'test', DATA_DIR: dataDir, DATABASE_URL: postgres.url });
  const app = await createApp({
    settings,
    dataSource,
    databaseUrl,
    universities,
    logger: createPino('warn'),
  });
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  let token = '';
  const api = async <T>(method: string, address: string, body?: unknown): Promise<T> => {
    const headers = {
      'content-type': 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    };
    const response = await fetch(`${url}/api${address}`, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${address}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  const finished = async (jobId: string): Promise<JobSnapshot> => {
    for (;;) {
      const job = await api<JobSnapshot>('GET', `/sync-status/${jobId}`);
      if (job.finishedAt !== null) return job;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  try {
    const reply = await api<LoginReply>('POST', '/auth/login', { universityId: 'real', username, password });
    token = reply.accessToken;
    const first = await finished(reply.sync?.jobId ?? '');
    const again = async (): Promise<JobSnapshot> =>
      finished((await api<{ jobId: string }>('POST', '/sync')).jobId);
    let second = await again();
    // The texts of long books come with several syncs; what never comes to rest is a fault.
    for (let more = 0; more < 10 && (second.summary?.changed ?? 0) > 0; more += 1) second = await again();
    const comparison = await compare((address) => api('GET', address));
    const { added, changed, removed } = second.summary ?? { added: -1, changed: -1, removed: -1 };
    console.log(
      JSON.stringify(
        { first: { status: first.status, ...first.summary }, failures: first.failures },
        null,
        1,
      ),
    );
    console.log('second run:', second.status, {
      added,
      changed,
      removed,
      changes: second.summary?.changes,
      requests: second.summary?.requests,
      durationMs: second.summary?.durationMs,
    });
    for (const { name, outcome, parts, error } of second.receipt)
      if (outcome !== 'read')
        console.log(`  ${outcome}: ${name}`, error?.code ?? parts.map((one) => [one.part, one.error.code]));
    console.log('compared:', comparison.counts);
    console.log(`differences: ${comparison.differences.length}`);
    for (const difference of comparison.differences.slice(0, 50)) console.log(`  ${difference}`);
    if (comparison.differences.length > 0 || added + changed + removed !== 0 || first.status !== 'completed')
      process.exitCode = 1;
  } finally {
    await app.close();
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function compare(get: <T>(address: string) => Promise<T>): Promise<Comparison> {
  const { token: wstoken } = await ask<{ token: string }>(
    { username, password, service: 'moodle_mobile_app' },
    '/login/token.php',
  );
  const call = <T>(wsfunction: string, fields: Record<string, string>): Promise<T> =>
    ask({ wstoken, wsfunction, moodlewsrestformat: 'json', moodlewssettingfilter: 'true', ...fields });
  const { userid } = await call<{ userid: number }>('core_webservice_get_site_info', {});
  const raw = await call<{ id: number; fullname: string }[]>('core_enrol_get_users_courses', {
    userid: String(userid),
  });
  const { items } = await get<Page<CourseSummary>>('/courses?limit=200');
  const comparison = new Comparison();
  for (const { id } of raw) {
    const sections = await call<RawSection[]>('core_course_get_contents', { courseid: String(id) });
    const summary = items.find(({ moodleId }) => moodleId === id);
    comparison.course(id, sections, summary && (await get<CourseDetails>(`/courses/${summary.id}`)));
  }
  return comparison;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
