import { MoodleService, type MoodleSite } from '../../moodle';
import {
  isAllowedBaseUrl,
  isOpen,
  look,
  reportOf,
  reportText,
  type SiteVerdict,
  type UniversityEntry,
} from '../../universities';
import { type Command, EXIT, type Spike, UsageError } from '../command';

export const siteOf = ({ id, baseUrl, alsoAt }: UniversityEntry): MoodleSite => ({
  universityId: id,
  baseUrl,
  alsoAt,
});

/** An address as it is given, or a university of the operator's list. */
function wantedSite(wanted: string, { settings, universities }: Spike): MoodleSite {
  if (isAllowedBaseUrl(wanted))
    return { universityId: 'probe', baseUrl: new URL(wanted).href.replace(/\/+$/, '') };
  if (wanted.includes('/'))
    throw new UsageError(
      `${wanted} must be an https address (http for a loopback host only), without user, query or fragment`,
    );
  if (settings.universitiesFile === undefined)
    throw new UsageError('UNIVERSITIES_FILE is not set: give the address of the site instead');
  const found = universities.find(({ id }) => id === wanted);
  if (!found) throw new UsageError(`${settings.universitiesFile} has no university "${wanted}"`);
  return siteOf(found);
}

/** One look at a site. */
export async function probeSite(site: MoodleSite, signal: AbortSignal): Promise<SiteVerdict> {
  const moodle = new MoodleService();
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

export const probe: Command = {
  words: 'probe',
  usage: 'URL|ID',
  summary: 'whether students can sign in at a Moodle site, and how',
  takes: [1, 1],
  async run(spike, { args: [wanted = ''] }) {
    const report = await probeSite(wantedSite(wanted, spike), new AbortController().signal);
    return { exit: isOpen(report) ? EXIT.ok : EXIT.wrong, json: report, text: reportText(report) };
  },
};
