import { performance } from 'node:perf_hooks';
import { MoodleService, type MoodleReader } from '../../src/moodle';
import { compareLibraries, readWhole, type WholeLibrary } from '../integration/moodle-pages-comparison';

/**
 * Reads a student of a real Moodle by a token and by the site's pages, and holds the two libraries against each other, field by field.
 * With `--open` activities are opened that Moodle takes for done once they are.
 *
 *     MOODLE_PASSWORD=… npm run compare:ways -- https://moodle.example.ac.il student1 [--open] [--all]
 *
 * Prints what disagrees and what pages cannot give; with `--all` every field. Ends with status 1 where something disagrees.
 */
const [, , baseUrl = '', username = '', ...flags] = process.argv;
const LIMIT_MS = 20 * 60 * 1000;
const MONTH_S = 30 * 24 * 3600;

/** Pages tell no order of upload; and some services fail in courses whose pages do not. */
const EXPECTED = /^file of (folder|assignment) order| of pages alone$/;

async function timed(
  way: string,
  open: (signal: AbortSignal) => Promise<MoodleReader>,
): Promise<WholeLibrary> {
  const done = new AbortController();
  const signal = AbortSignal.any([done.signal, AbortSignal.timeout(LIMIT_MS)]);
  const began = performance.now();
  try {
    const reader = await open(signal);
    const library = await readWhole(reader, Math.floor(Date.now() / 1000) - MONTH_S, signal);
    const { requests, bytes } = reader.stats();
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.log(
      `${way}: ${library.courses.length} courses, ${requests} requests, ${bytes} bytes, ${seconds} s`,
    );
    return library;
  } finally {
    done.abort();
  }
}

async function main(): Promise<void> {
  const moodle = new MoodleService({ requestsPerSecond: 1_000 });
  const site = { universityId: 'compared', baseUrl: baseUrl.replace(/\/+$/, '') };
  const credentials = { username, password: process.env.MOODLE_PASSWORD ?? '' };
  try {
    const { access } = await moodle.signIn(site, credentials, AbortSignal.timeout(LIMIT_MS));
    const byToken = await timed('token', (signal) => moodle.openReader(access, signal));
    const visits = flags.includes('--open') ? 'all' : 'harmless';
    const byPages = await timed('pages', (signal) =>
      moodle.openReader({ site, credentials: async () => credentials }, signal, { visits }),
    );
    const comparison = compareLibraries(byToken, byPages);
    const disagreeing = comparison.names('disagree').filter((field) => !EXPECTED.test(field));
    console.log(`\n${username}: ${comparison.fields.size} fields, ${disagreeing.length} disagree`);
    console.log(
      [
        '-- disagree',
        ...comparison.lines('disagree'),
        '-- not on pages',
        ...comparison.lines('missing'),
      ].join('\n'),
    );
    if (flags.includes('--all')) console.log(['-- all', ...comparison.lines()].join('\n'));
    process.exitCode = disagreeing.length > 0 ? 1 : 0;
  } finally {
    moodle.onModuleDestroy();
  }
}

void main();
