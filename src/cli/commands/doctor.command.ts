import { ERRORS } from '../../contract';
import { Doctor, type Finding, TOPICS } from '../../operations';
import { isOpen, type SiteVerdict, type UniversityEntry } from '../../universities';
import { type Command, EXIT, type ExitCode, type Spike, Unreachable } from '../command';
import { harmless, isolated } from '../text-width';
import { probeSite, siteOf } from './probe.command';

/** A site that takes longer is told as one that does not answer, ms. */
const PROBE_MS = 20_000;

const MARKS: Readonly<Record<Finding['state'], string>> = { ok: 'ok   ', attention: 'look ', wrong: 'WRONG' };

function ofSite({ id }: UniversityEntry, report: SiteVerdict | null): Finding {
  const about = { topic: 'errors' as const, check: `university ${id}` };
  const todo = `npm run spike -- probe ${id}`;
  if (!report)
    return { ...about, state: 'wrong', found: `does not answer within ${PROBE_MS / 1000} s`, todo };
  const way = `students sign in by ${report.verdict.way}`;
  if (isOpen(report)) return { ...about, state: 'ok', found: `answers; ${way}`, todo: null };
  const code = report.failure ?? report.verdict.reason;
  const why = code === null ? report.status : `${code}: ${ERRORS[code].message.en}`;
  return { ...about, state: 'wrong', found: `students cannot sign in (${why})`, todo };
}

async function sites({ universities }: Spike): Promise<Finding[]> {
  const looks = universities.map(async (university) => {
    const report = await probeSite(siteOf(university), AbortSignal.timeout(PROBE_MS)).catch(() => null);
    return ofSite(university, report);
  });
  return Promise.all(looks);
}

async function rooms(spike: Spike): Promise<{ readonly findings: Finding[]; readonly reached: boolean }> {
  try {
    const app = await spike.app({ anySchema: true });
    return { findings: await app.get(Doctor, { strict: false }).examine(), reached: true };
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    const found = `not reached: ${error.code}`;
    return {
      findings: [{ topic: 'start', check: 'database', state: 'wrong', found, todo: error.message }],
      reached: false,
    };
  }
}

function text(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ check }) => check.length));
  const line = ({ state, check, found, todo }: Finding): string => {
    const head = `  ${MARKS[state]}  ${check.padEnd(width)}  ${isolated(harmless(found))}`;
    return todo === null ? head : `${head}\n${' '.repeat(width + 11)}→ ${harmless(todo)}`;
  };
  const count = (state: Finding['state']): number => findings.filter((each) => each.state === state).length;
  return [
    ...Object.entries(TOPICS).flatMap(([topic, title]) => [
      title,
      ...findings.filter((each) => each.topic === topic).map(line),
      '',
    ]),
    `${count('wrong')} wrong, ${count('attention')} to look at, ${count('ok')} well.`,
  ].join('\n');
}

export const doctor: Command = {
  words: 'doctor',
  usage: '',
  summary:
    'why a job does not start, a sync is stuck, or the API answers with errors: what was checked, found, and what to do',
  takes: [0, 0],
  async run(spike) {
    const [{ findings: ours, reached }, theirs] = await Promise.all([rooms(spike), sites(spike)]);
    const findings = [...ours, ...theirs];
    const healthy = findings.every(({ state }) => state !== 'wrong');
    const exit: ExitCode = !reached ? EXIT.unreachable : healthy ? EXIT.ok : EXIT.wrong;
    return { exit, json: { healthy, findings }, text: text(findings) };
  },
};
