import { cpus, loadavg } from 'node:os';
import { JSDOM } from 'jsdom';
import { readCoursePage } from '../../src/moodle/pages/course/course-page';
import { heavyCoursePage } from '../fixtures/pages/heavy-course-page';

/**
 * A course page of 2 MB: how long it takes to be read, against a bare jsdom, and what 200 of them leave in memory.
 *
 *     npm run bench:pages [-- --json]
 *
 * Ends with status 1 where a bound is not kept.
 */
const BOUND_MS = 400;
const PAGES = 200;
/** More than the noise of a garbage collector, far less than one page. */
const BOUND_GROWTH_MB = 4;
const JSON_ONLY = process.argv.includes('--json');

const html = heavyCoursePage();
const MB = 1024 * 1024;

function timed(work: () => unknown): { ms: number; cpuMs: number } {
  const cpu = process.cpuUsage();
  const began = performance.now();
  work();
  const used = process.cpuUsage(cpu);
  return { ms: performance.now() - began, cpuMs: (used.user + used.system) / 1000 };
}

const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);
const quantile = (values: readonly number[], q: number): number =>
  Math.round(sorted(values)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? NaN);

/** Windows end in a task of their own, so that the loop has to turn before what they held can go. */
async function heapMb(): Promise<number> {
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    globalThis.gc?.();
  }
  return process.memoryUsage().heapUsed / MB;
}

async function main(): Promise<void> {
  if (!globalThis.gc) throw new Error('run it with --expose-gc');
  const cold = timed(() => readCoursePage(html));
  for (let n = 0; n < 5; n += 1) readCoursePage(html);
  const runs: { ms: number; cpuMs: number }[] = [];
  const heap: number[] = [await heapMb()];
  for (let n = 1; n <= PAGES; n += 1) {
    runs.push(timed(() => readCoursePage(html)));
    if (n % 50 === 0) heap.push(await heapMb());
    else await new Promise((resolve) => setImmediate(resolve));
  }
  const bare = Array.from({ length: 5 }, () => timed(() => new JSDOM(html).window.close()).ms);
  const { sections } = readCoursePage(html);
  const result = {
    pageBytes: Buffer.byteLength(html),
    sections: sections.length,
    modules: sections.reduce((sum, section) => sum + section.modules.length, 0),
    loadAverage: Number((loadavg()[0] ?? 0).toFixed(2)),
    cores: cpus().length,
    coldMs: Math.round(cold.ms),
    medianMs: quantile(
      runs.map(({ ms }) => ms),
      0.5,
    ),
    p95Ms: quantile(
      runs.map(({ ms }) => ms),
      0.95,
    ),
    medianCpuMs: quantile(
      runs.map(({ cpuMs }) => cpuMs),
      0.5,
    ),
    bareJsdomMedianMs: quantile(bare, 0.5),
    heapMb: heap.map((value) => Number(value.toFixed(1))),
    /** From the 50th page to the last: caches are filled by then. */
    growthMb: Number(((heap.at(-1) ?? 0) - (heap[1] ?? 0)).toFixed(2)),
  };
  if (JSON_ONLY) console.log(JSON.stringify(result));
  else
    for (const [name, value] of Object.entries(result))
      console.log(`  ${name.padEnd(20)} ${JSON.stringify(value)}`);
  if (result.medianMs >= BOUND_MS || result.growthMb >= BOUND_GROWTH_MB) {
    console.error(`not kept: median < ${BOUND_MS} ms and growth < ${BOUND_GROWTH_MB} MB`);
    process.exitCode = 1;
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
