import { readFileSync } from 'node:fs';
import path from 'node:path';
import { courseGrades, gradeCourses } from './classification/grade-courses';
import { gradeItems, itemGrades } from './classification/grade-items';
import { readLabelledFile } from './classification/labelled-file';
import { courseReport, itemReport } from './classification/report';

/**
 * Grades the classifier on a labelled file of items or of course titles, which its header tells apart. The path is that of the caller.
 *
 *     npm run bench:classification -- FILE.tsv [--json]
 */
const SECONDS_MEASURED = 1;

function main(args: readonly string[]): void {
  const file = args.find((arg) => !arg.startsWith('--'));
  if (file === undefined) throw new Error('Usage: npm run bench:classification -- FILE.tsv [--json]');
  const from = process.env['INIT_CWD'] ?? process.cwd();
  const labelled = readLabelledFile(readFileSync(path.resolve(from, file), 'utf8'));
  const json = args.includes('--json');
  if (labelled.kind === 'items') {
    const { items } = labelled;
    const graded = gradeItems(items);
    const grades = itemGrades(
      graded,
      perSecond(items.length, () => gradeItems(items)),
    );
    console.log(json ? JSON.stringify(grades) : itemReport(grades, graded));
  } else {
    const { courses } = labelled;
    const graded = gradeCourses(courses);
    const grades = courseGrades(
      graded,
      perSecond(courses.length, () => gradeCourses(courses)),
    );
    console.log(json ? JSON.stringify(grades) : courseReport(grades, graded));
  }
}

/** Over about a second, after as many rounds as the compiler needs to warm up. */
function perSecond(count: number, run: () => void): number {
  const rounds = Math.max(3, Math.ceil(3000 / Math.max(1, count)));
  for (let round = 0; round < rounds; round++) run();
  const start = performance.now();
  let done = 0;
  while (performance.now() - start < SECONDS_MEASURED * 1000) {
    run();
    done += count;
    if (count === 0) break;
  }
  return (done * 1000) / (performance.now() - start);
}

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
