import 'reflect-metadata';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pLimit from 'p-limit';
import type { DataSource } from 'typeorm';
import { classifyCourse } from '../../src/classification';
import { createDataSource, DatabaseUrl, SchemaPreparer, startEmbeddedPostgres } from '../../src/database';
import { type CourseContent, type ItemVerdict, LibraryWriter, type ListedCourse } from '../../src/library';
import type { MoodleActivity, MoodleFile, MoodleGradeItem, MoodleSection } from '../../src/moodle';
import { type RowsWritten, type Sql, watchLibraryTables } from '../support/rows-written';

/**
 * Storing 10,000 items as a sync does (courses; sections, items, files, details, deadlines and grades; verdicts), on the embedded
 * PostgreSQL as `npm start` starts it, and storing the same again. The floor is measured in the same run: the very rows that came of it,
 * by one INSERT a table in one transaction, and by COPY from the server's own disk.
 *
 *     node dist/test/bench/library.bench.js [--runs 5] [--json]
 */
const RUNS = numberOption('--runs', 5);
const JSON_ONLY = process.argv.includes('--json');
const MOST_MS = 1000;
/** As the pipeline works on them. */
const COURSES_AT_ONCE = 5;

function numberOption(name: string, otherwise: number): number {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
}

interface Shape {
  readonly name: string;
  readonly courses: number;
  readonly itemsPerCourse: number;
}
const SHAPES: readonly Shape[] = [
  { name: '1 course of 10,000 items', courses: 1, itemsPerCourse: 10_000 },
  { name: '40 courses of 250 items', courses: 40, itemsPerCourse: 250 },
];

// — what is stored —

interface Course {
  readonly listed: ListedCourse;
  readonly content: CourseContent;
  readonly verdicts: readonly ItemVerdict[];
}

const NOW = 1_796_216_362;
const DAY = 24 * 3600;
const ITEMS_PER_SECTION = 18;
const SITE = 'https://moodle.example.ac.il';
const PROSE =
  'קראו את הפרק, פתרו את השאלות שבסופו, והגישו קובץ אחד עד המועד. שאלות אפשר להעלות בפורום הקורס. ';

/** A round of 20 items, as a course of a real university has them. */
const ROUND = [
  ...Array<'resource'>(9).fill('resource'),
  ...Array<'assign'>(4).fill('assign'),
  'folder',
  'url',
  'url',
  'page',
  'label',
  'quiz',
  'forum',
] as const;
const FILES: Readonly<Partial<Record<(typeof ROUND)[number], number>>> = { resource: 1, folder: 6 };

function file(cmid: number, number: number, area: string): MoodleFile {
  const name = `הרצאה ${cmid} חלק ${number}.pdf`;
  return {
    name,
    path: '/',
    size: 26_748 + number,
    url: `${SITE}/webservice/pluginfile.php/${cmid}/${area}/0/${encodeURIComponent(name)}?forcedownload=1`,
    mimeType: 'application/pdf',
    createdAt: NOW - 60 * DAY,
    modifiedAt: NOW - 30 * DAY,
    author: 'ד"ר אבי ישראלי',
    sortOrder: number,
  };
}

const files = (cmid: number, count: number, area: string): MoodleFile[] =>
  Array.from({ length: count }, (_, index) => file(cmid, index + 1, area));

function activity(cmid: number, type: (typeof ROUND)[number]): MoodleActivity {
  const isTask = type === 'assign' || type === 'quiz';
  return {
    cmid,
    type,
    instance: cmid,
    name: `${type === 'assign' ? 'תרגיל בית' : 'הרצאה'} ${cmid} - מבוא ומושגי יסוד`,
    description: type === 'label' ? PROSE.repeat(3) : null,
    url: `${SITE}/mod/${type}/view.php?id=${cmid}`,
    externalUrl: type === 'url' ? `https://video.example.ac.il/watch?v=${cmid}` : null,
    files: files(cmid, FILES[type] ?? 0, `mod_${type}`),
    dates: isTask ? [{ id: 'duedate', label: 'מסתיים:', at: NOW + (cmid % 60) * DAY }] : [],
    restricted: cmid % 50 === 0,
    restrictionReason: cmid % 50 === 0 ? 'זמין החל מ 3/12/2026' : null,
    stealth: false,
    indent: 0,
    subsectionId: null,
    chapters: [],
    completion: {
      state: 'incomplete',
      automatic: true,
      completedAt: null,
      conditions: [{ label: 'צפייה', met: false }],
    },
    modifiedAt: NOW - 30 * DAY,
  };
}

function gradeRow(
  id: number,
  kind: MoodleGradeItem['kind'],
  activity: MoodleActivity | null,
): MoodleGradeItem {
  return {
    id,
    kind,
    name: activity?.name ?? null,
    activityType: activity?.type ?? null,
    instance: activity?.instance ?? null,
    cmid: activity?.cmid ?? null,
    itemNumber: 0,
    categoryId: 1,
    grade: 92.5,
    shown: '92.50',
    percentage: '92.50 %',
    weight: '20.00 %',
    min: 0,
    max: 100,
    feedback: activity === null ? null : 'עבודה מצוינת! הערה: יש לתעד פונקציות.',
    gradedAt: NOW - 10 * DAY,
    hidden: false,
  };
}

function courseContent(courseId: number, modules: readonly MoodleActivity[]): CourseContent {
  const of = (type: string): MoodleActivity[] => modules.filter((module) => module.type === type);
  const count = Math.ceil(modules.length / ITEMS_PER_SECTION);
  const sections = Array.from({ length: count }, (_, index): MoodleSection => {
    const own = modules.slice(index * ITEMS_PER_SECTION, (index + 1) * ITEMS_PER_SECTION);
    const name = `${index + 1}. ירושה ופולימורפיזם`;
    return {
      id: courseId * 10_000 + index,
      name,
      position: index,
      summary: PROSE,
      restricted: false,
      restrictionReason: null,
      modules: own,
    };
  });
  return {
    sections,
    whole: true,
    assignments: of('assign').map(({ cmid, name }) => ({
      id: cmid,
      cmid,
      courseId,
      name,
      dueAt: NOW + (cmid % 60) * DAY,
      opensAt: NOW - 10 * DAY,
      cutoffAt: NOW + ((cmid % 60) + 3) * DAY,
      maxGrade: 100,
      teamSubmission: false,
      intro: PROSE,
      attachments: files(cmid, 1, 'introattachment'),
      modifiedAt: NOW - 30 * DAY,
    })),
    quizzes: of('quiz').map(({ cmid, name }) => ({
      id: cmid,
      cmid,
      courseId,
      name,
      intro: PROSE,
      opensAt: NOW,
      closesAt: NOW + DAY,
      timeLimit: 1800,
      attemptsAllowed: 2,
      maxGrade: 100,
    })),
    pages: of('page').map(({ cmid }) => ({
      id: cmid,
      cmid,
      courseId,
      text: PROSE.repeat(15),
      modifiedAt: NOW,
    })),
    submissions: new Map(
      of('assign').map(({ cmid }) => [
        cmid,
        {
          assignmentId: cmid,
          status: 'submitted' as const,
          attempt: 1,
          submittedAt: NOW - DAY,
          changedAt: NOW - DAY,
          text: PROSE,
          files: files(cmid, 1, 'submission_files'),
          graded: true,
          grade: '92.50 / 100.00',
          gradedAt: NOW,
          points: 92.5,
          feedback: PROSE,
          feedbackFiles: [],
          extensionDueAt: null,
          locked: false,
          editable: false,
        },
      ]),
    ),
    quizStates: new Map(
      of('quiz').map(({ cmid }) => [
        cmid,
        {
          quizId: cmid,
          attempts: [
            { id: cmid, number: 1, state: 'finished' as const, startedAt: NOW, finishedAt: NOW + 900 },
          ],
          bestGrade: 92.5,
        },
      ]),
    ),
    books: new Map(),
    overrides: { rows: [], whole: true },
    grades: {
      rows: [
        ...[...of('assign'), ...of('quiz')].map((module) => gradeRow(module.cmid, 'activity', module)),
        gradeRow(courseId, 'course', null),
      ],
      whole: true,
    },
    announcements: [],
    asked: { grades: { at: new Date(NOW * 1000).toISOString(), sign: 'the same' } },
    highestCmid: null,
    serverTime: NOW,
  };
}

function makeCourse(courseId: number, items: number): Course {
  const modules = Array.from({ length: items }, (_, index) => {
    const type = ROUND[index % ROUND.length] ?? 'resource';
    return activity(courseId * 100_000 + index, type);
  });
  const verdicts = classifyCourse(
    modules.map(({ type, name, files: own, externalUrl }) => ({
      modType: type,
      name,
      section: 'ירושה ופולימורפיזם',
      fileNames: own.map((one) => one.name),
      mimeTypes: own.flatMap(({ mimeType }) => mimeType ?? []),
      url: externalUrl,
    })),
  );
  const title = `מבוא למדעי המחשב ${courseId}`;
  return {
    listed: {
      title: { code: '202-1-1011', academicYear: 2026, term: 'A', cleanTitle: title },
      course: {
        id: courseId,
        shortName: `202.1.1011.${courseId}`,
        fullName: `${title} 202-1-1011 סמסטר א תשפ"ז`,
        summary: PROSE,
        categoryId: 3,
        format: 'topics',
        startsAt: NOW - 40 * DAY,
        endsAt: NOW + 60 * DAY,
        modifiedAt: NOW,
        lastAccessAt: null,
        favourite: false,
        hidden: false,
        showsGrades: true,
        completion: 16.6,
        url: `${SITE}/course/view.php?id=${courseId}`,
      },
    },
    content: courseContent(courseId, modules),
    verdicts: modules.flatMap(({ cmid }, index) => {
      const verdict = verdicts[index];
      return verdict ? [{ ...verdict, cmid }] : [];
    }),
  };
}

// — what it takes of the processors, whoever else is on the machine —

interface Work {
  /** Milliseconds of this process. */
  readonly own: number;
  /** Milliseconds of PostgreSQL's sessions; `NaN` where the system does not tell. */
  readonly server: number;
}

/** What `/proc` counts in. */
const MS_PER_TICK = 10;

async function workSoFar(bench: Pick<Bench, 'dataSource'>): Promise<Work> {
  const { user, system } = process.cpuUsage();
  const sessions = await sqlOf(bench)<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'`,
  );
  const ticks = sessions
    .map(({ pid }) => `/proc/${pid}/stat`)
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'utf8').split(') ').at(-1)?.split(' ') ?? [])
    // User and system time: fields 14 and 15, of which the first two are cut off.
    .map((fields) => Number(fields[11]) + Number(fields[12]));
  const server = ticks.length === 0 ? Number.NaN : ticks.reduce((sum, own) => sum + own, 0) * MS_PER_TICK;
  return { own: (user + system) / 1000, server };
}

// — storing it —

const STUDENT = 'bench:1';

interface Stored {
  /** Courses, contents, verdicts. */
  readonly ms: number;
  readonly contentMs: number;
  readonly verdictsMs: number;
  readonly work: Work;
}

async function store(bench: Bench, courses: readonly Course[]): Promise<Stored> {
  const { writer } = bench;
  const limit = pLimit(COURSES_AT_ONCE);
  const each = (work: (course: Course, id: number) => Promise<unknown>): Promise<unknown> =>
    Promise.all(courses.map((course) => limit(() => work(course, course.listed.course.id))));
  const before = await workSoFar(bench);
  const began = performance.now();
  await writer.saveCourses(
    STUDENT,
    courses.map(({ listed }) => listed),
  );
  await each(({ content }, id) => writer.saveContent(STUDENT, id, content));
  const read = performance.now();
  await each(({ content, verdicts }, id) => {
    const modules = content.sections.flatMap((section) => section.modules);
    const keep = {
      sectionIds: content.sections.map((section) => section.id),
      cmids: modules.map(({ cmid }) => cmid),
      hidden: [],
    };
    return writer.organise(STUDENT, id, verdicts, keep);
  });
  const ended = performance.now();
  const after = await workSoFar(bench);
  const work = { own: after.own - before.own, server: after.server - before.server };
  return { ms: ended - began, contentMs: read - began, verdictsMs: ended - read, work };
}

// — the floor —

/** In the order in which rows refer to each other. */
const TABLES = [
  'library_courses',
  'library_course_reads',
  'library_sections',
  'library_items',
  'library_verdicts',
  'library_files',
  'library_grades',
  'library_announcements',
  'library_events',
  'library_change_heads',
  'library_changes',
];

interface Bench {
  readonly dataSource: DataSource;
  readonly writer: LibraryWriter;
  /** The server may write here. */
  readonly spool: string;
}

const sqlOf =
  ({ dataSource }: Pick<Bench, 'dataSource'>): Sql =>
  (text, params = []) =>
    dataSource.query(text, params);

async function freshStudent(bench: Bench): Promise<void> {
  const sql = sqlOf(bench);
  await sql('DELETE FROM students'); // the library goes with its student
  await sql('VACUUM');
  await sql('CHECKPOINT');
  await sql(
    `INSERT INTO students (id, university_id, moodle_user_id, username, full_name) VALUES ($1, 'bench', 1, 'bench', 'סטודנט')`,
    [STUDENT],
  );
}

interface Floor {
  readonly insertMs: number;
  readonly copyMs: number;
}

async function measureFloor(bench: Bench): Promise<Floor> {
  const sql = sqlOf(bench);
  const rows = new Map<string, string>();
  for (const table of TABLES) {
    const [found] = await sql<{ json: string | null }>(`SELECT json_agg(t)::text AS json FROM ${table} t`);
    if (found?.json) rows.set(table, found.json);
    await sql(`COPY ${table} TO '${path.join(bench.spool, table)}'`);
  }
  const timed = async (statements: readonly (readonly [string, unknown[]])[]): Promise<number> => {
    await freshStudent(bench);
    const runner = bench.dataSource.createQueryRunner();
    await runner.connect();
    try {
      const began = performance.now();
      await runner.startTransaction();
      for (const [statement, params] of statements) await runner.query(statement, params);
      await runner.commitTransaction();
      return performance.now() - began;
    } finally {
      await runner.release();
    }
  };
  const insertMs = await timed(
    [...rows].map(([table, json]) => [
      `INSERT INTO ${table} OVERRIDING SYSTEM VALUE SELECT * FROM json_populate_recordset(NULL::${table}, $1::json)`,
      [json],
    ]),
  );
  const copyMs = await timed(
    [...rows.keys()].map((table) => [`COPY ${table} FROM '${path.join(bench.spool, table)}'`, []]),
  );
  return { insertMs, copyMs };
}

// — measuring —

interface Run {
  readonly first: Stored;
  readonly firstRows: RowsWritten;
  readonly again: Stored;
  readonly againRows: RowsWritten;
  /** Rows that PostgreSQL's own statistics counted as written while the same was stored again. */
  readonly againByStatistics: RowsWritten;
  readonly floor: Floor;
}

const BOOKKEEPING = 'library_course_reads';

/** Inserted, updated and deleted rows so far. A session hands in its figures when it is asked to; ours are the pool's. */
async function statistics(bench: Bench): Promise<Readonly<Record<string, number>>> {
  // Sessions that end have told what they did.
  await bench.dataSource.destroy();
  await bench.dataSource.initialize();
  const rows = await sqlOf(bench)<{ name: string; written: number }>(
    `SELECT relname AS name, (n_tup_ins + n_tup_upd + n_tup_del)::float8 AS written FROM pg_stat_user_tables
     WHERE relname = ANY ($1)`,
    [TABLES],
  );
  return Object.fromEntries(rows.map(({ name, written }) => [name, written]));
}

function difference(
  before: Readonly<Record<string, number>>,
  after: Readonly<Record<string, number>>,
): RowsWritten {
  const rows = Object.entries(after).map(([name, count]) => [name, count - (before[name] ?? 0)] as const);
  const { [BOOKKEEPING]: bookkeeping = 0, ...library } = Object.fromEntries(
    rows.filter(([, count]) => count > 0),
  );
  return { library, bookkeeping };
}

async function run(bench: Bench, courses: readonly Course[]): Promise<Run> {
  await freshStudent(bench);
  const firstWritten = await watchLibraryTables(sqlOf(bench));
  const first = await store(bench, courses);
  const firstRows = await firstWritten();
  await sqlOf(bench)('CHECKPOINT');
  const before = await statistics(bench);
  const againWritten = await watchLibraryTables(sqlOf(bench));
  const again = await store(bench, courses);
  const againRows = await againWritten();
  const againByStatistics = difference(before, await statistics(bench));
  return { first, firstRows, again, againRows, againByStatistics, floor: await measureFloor(bench) };
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const round = (value: number): number => Math.round(value * 100) / 100;
const total = (rows: RowsWritten['library']): number =>
  Object.values(rows).reduce((sum, count) => sum + count, 0);

function figures(shape: Shape, runs: readonly Run[]) {
  const of = (pick: (run: Run) => number): number => round(median(runs.map(pick)));
  const [one] = runs;
  const floorMs = Math.min(
    of(({ floor }) => floor.insertMs),
    of(({ floor }) => floor.copyMs),
  );
  const firstMs = of(({ first }) => first.ms);
  return {
    shape: shape.name,
    items: shape.courses * shape.itemsPerCourse,
    rows: one?.firstRows.library,
    firstMs,
    firstWorstMs: round(Math.max(...runs.map(({ first }) => first.ms))),
    contentMs: of(({ first }) => first.contentMs),
    verdictsMs: of(({ first }) => first.verdictsMs),
    ownWorkMs: of(({ first }) => first.work.own),
    serverWorkMs: of(({ first }) => first.work.server),
    insertMs: of(({ floor }) => floor.insertMs),
    copyMs: of(({ floor }) => floor.copyMs),
    toInsert: round(firstMs / of(({ floor }) => floor.insertMs)),
    toFloor: round(firstMs / floorMs),
    againMs: of(({ again }) => again.ms),
    againOwnWorkMs: of(({ again }) => again.work.own),
    againServerWorkMs: of(({ again }) => again.work.server),
    againRows: Math.max(...runs.map(({ againRows }) => total(againRows.library))),
    againRowsByStatistics: Math.max(...runs.map(({ againByStatistics }) => total(againByStatistics.library))),
    againBookkeeping: one?.againRows.bookkeeping,
  };
}
type Figures = ReturnType<typeof figures>;

const isWithin = ({ firstMs, againRows, againRowsByStatistics }: Figures): boolean =>
  firstMs < MOST_MS && againRows === 0 && againRowsByStatistics === 0;

function report(all: readonly Figures[]): void {
  const loadAverage = round(os.loadavg()[0] ?? 0);
  if (JSON_ONLY) {
    console.log(JSON.stringify({ runs: RUNS, loadAverage, shapes: all, within: all.every(isWithin) }));
    return;
  }
  console.log(`\n${RUNS} runs, medians in ms; load average ${loadAverage}`);
  for (const one of all) {
    console.log(`\n  ${one.shape}: ${JSON.stringify(one.rows)}`);
    const row = (name: string, value: unknown, more = ''): void =>
      console.log(`    ${name.padEnd(46)}${String(value).padStart(10)}  ${more}`);
    row(`stored (below ${MOST_MS})`, one.firstMs, `worst ${one.firstWorstMs}`);
    row('  courses and contents', one.contentMs);
    row('  verdicts', one.verdictsMs);
    row('  work of this process', one.ownWorkMs, `of PostgreSQL ${one.serverWorkMs}`);
    row('the same rows by one INSERT a table', one.insertMs, `ratio ${one.toInsert}`);
    row('the same rows by COPY', one.copyMs, `ratio to the faster ${one.toFloor}`);
    row('stored again, unchanged', one.againMs);
    row('  work of this process', one.againOwnWorkMs, `of PostgreSQL ${one.againServerWorkMs}`);
    row('  rows written, by xmin', one.againRows, `and ${one.againBookkeeping} of the bookkeeping`);
    row('  rows written, by the statistics', one.againRowsByStatistics);
    if (!isWithin(one)) console.log('    OUT OF BOUNDS');
  }
}

async function main(): Promise<void> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'spike-bench-'));
  chmodSync(dataDir, 0o755);
  const spool = path.join(dataDir, 'spool');
  mkdirSync(spool);
  chmodSync(spool, 0o777);
  const postgres = await startEmbeddedPostgres({ dataDir: path.join(dataDir, 'postgres') });
  const dataSource = await createDataSource(postgres.url).initialize();
  try {
    await new SchemaPreparer(dataSource, new DatabaseUrl(postgres.url)).prepare();
    const bench: Bench = { dataSource, writer: new LibraryWriter(dataSource), spool };
    const all: Figures[] = [];
    for (const shape of SHAPES) {
      const courses = Array.from({ length: shape.courses }, (_, index) =>
        makeCourse(index + 1, shape.itemsPerCourse),
      );
      await run(bench, courses); // everything is loaded and warm
      const runs: Run[] = [];
      for (let number = 0; number < RUNS; number += 1) runs.push(await run(bench, courses));
      all.push(figures(shape, runs));
    }
    report(all);
    if (!all.every(isWithin)) process.exitCode = 1;
  } finally {
    await dataSource.destroy();
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
