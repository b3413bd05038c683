import 'reflect-metadata';
import { loadSettings, SettingsError } from './config';
import { MoodleService, type MoodleSite } from './moodle';
import {
  isAllowedBaseUrl,
  isOpen,
  look,
  readUniversityFile,
  reportOf,
  reportText,
  type SiteVerdict,
  UniversityFileError,
} from './universities';

/**
 * Looks at one Moodle site and says whether students can sign in there, and how. Ends with 0 when they can, with 1 when they cannot, with
 * 2 when it was asked wrongly.
 *
 *     npm run probe -- https://moodle.example.ac.il
 *     npm run probe -- bgu --json                      an id of UNIVERSITIES_FILE
 */
const USAGE = 'Usage: npm run probe -- URL|ID [--json]';

class ProbeRequestError extends Error {}

/** An address as it is given, or a university of the operator's list. */
function siteOf(wanted: string): MoodleSite {
  if (isAllowedBaseUrl(wanted))
    return { universityId: 'probe', baseUrl: new URL(wanted).href.replace(/\/+$/, '') };
  if (wanted.includes('/'))
    throw new ProbeRequestError(
      `${wanted} must be an https address (http for a loopback host only), without user, query or fragment`,
    );
  const { universitiesFile } = loadSettings();
  if (universitiesFile === undefined)
    throw new ProbeRequestError('UNIVERSITIES_FILE is not set: give the address of the site instead');
  const found = readUniversityFile(universitiesFile).find(({ id }) => id === wanted);
  if (!found) throw new ProbeRequestError(`${universitiesFile} has no university "${wanted}"`);
  return { universityId: found.id, baseUrl: found.baseUrl, alsoAt: found.alsoAt };
}

async function probe(site: MoodleSite): Promise<SiteVerdict> {
  const moodle = new MoodleService();
  const { signal } = new AbortController();
  try {
    const sighting = await look(moodle, site, signal);
    const asked = sighting.failure === null && sighting.facts.webServices && !sighting.facts.maintenance;
    const rest = asked ? await moodle.answersRest(site, signal).catch(() => null) : null;
    const refusal = rest === false ? 'moodle.web-services-disabled' : null;
    return { ...reportOf(sighting, { refusal }), baseUrl: site.baseUrl, rest };
  } finally {
    moodle.onModuleDestroy();
  }
}

async function main(args: readonly string[]): Promise<number> {
  const [wanted, ...more] = args.filter((arg) => arg !== '--json');
  if (wanted === undefined || more.length > 0 || wanted.startsWith('-')) throw new ProbeRequestError(USAGE);
  const report = await probe(siteOf(wanted));
  const text = args.includes('--json') ? JSON.stringify(report, null, 2) : reportText(report);
  process.stdout.write(`${text}\n`);
  return isOpen(report) ? 0 : 1;
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    const mistake =
      error instanceof ProbeRequestError ||
      error instanceof SettingsError ||
      error instanceof UniversityFileError;
    process.stderr.write(
      `${mistake ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
    );
    process.exitCode = 2;
  },
);
