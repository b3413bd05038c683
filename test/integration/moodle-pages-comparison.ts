import type {
  CourseReading,
  Listed,
  MoodleActivity,
  MoodleFile,
  MoodleOverview,
  MoodleReader,
  MoodleSection,
  Outcome,
} from '../../src/moodle';

/** How one field of one kind of record came out over a whole library. */
export interface FieldVerdict {
  agree: number;
  /** Web services tell it, pages do not. */
  missing: number;
  /** Both tell it, and not the same. */
  disagree: number;
  /** The first of them, and the first that is missing. */
  example: string | null;
  lacking: string | null;
}

type Row = Readonly<Record<string, unknown>>;

const isNothing = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
const told = (value: unknown): string => JSON.stringify(value) ?? 'undefined';
const folded = (value: unknown): unknown =>
  typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : value;

/** Two libraries of the same student, held against each other field by field. */
export class PageComparison {
  readonly fields = new Map<string, FieldVerdict>();

  /** Every field with its counts; with `kind`, those of which some record is so, each with an example. */
  lines(kind?: 'missing' | 'disagree'): string[] {
    return [...this.fields]
      .filter(([, verdict]) => kind === undefined || verdict[kind] > 0)
      .map(([field, { agree, missing, disagree, example, lacking }]) =>
        [
          field.padEnd(34),
          `agree ${agree}`.padEnd(12),
          `missing ${missing}`.padEnd(13),
          `disagree ${disagree}`,
          example === null ? '' : `  e.g. ${example}`,
          lacking === null ? '' : `  lacks ${lacking}`,
        ].join(' '),
      );
  }

  names(kind: 'missing' | 'disagree'): string[] {
    return [...this.fields].flatMap(([field, verdict]) => (verdict[kind] > 0 ? field : []));
  }

  field(name: string, where: string, ws: unknown, page: unknown, same = isSame): void {
    const verdict = this.fields.get(name) ?? {
      agree: 0,
      missing: 0,
      disagree: 0,
      example: null,
      lacking: null,
    };
    this.fields.set(name, verdict);
    if (same(folded(ws), folded(page))) verdict.agree += 1;
    else if (isNothing(page)) {
      verdict.missing += 1;
      verdict.lacking ??= `${where}: ${told(ws)}`.slice(0, 160);
    } else {
      verdict.disagree += 1;
      verdict.example ??= `${where}: ${told(ws)} and ${told(page)}`.slice(0, 400);
    }
  }

  /** Records in the order of the lists; ids that only one of them has are told of by `ids`. */
  rows<T extends object>(
    kind: string,
    ws: readonly T[],
    page: readonly T[],
    keyOf: (row: T) => string | number,
    fields: readonly (keyof T & string)[],
    tests: Readonly<Record<string, (ws: unknown, page: unknown) => boolean>> = {},
  ): void {
    const found = new Map(page.map((row) => [keyOf(row), row as Row]));
    const wsKeys = ws.map(keyOf);
    for (const row of ws) {
      const key = keyOf(row);
      const other = found.get(key);
      this.field(`${kind}.*`, String(key), key, other ? key : null);
      if (!other) continue;
      for (const field of fields)
        this.field(
          `${kind}.${field}`,
          String(key),
          (row as Row)[field],
          other[field],
          tests[field] ?? isSame,
        );
    }
    const both = new Set(wsKeys.filter((key) => found.has(key)));
    this.field(
      `${kind} order`,
      kind,
      wsKeys.filter((key) => both.has(key)),
      page.map(keyOf).filter((key) => both.has(key)),
    );
    for (const row of page)
      if (!wsKeys.includes(keyOf(row)))
        this.field(`${kind} of pages alone`, String(keyOf(row)), null, keyOf(row));
  }
}

const isSame = (a: unknown, b: unknown): boolean => (isNothing(a) && isNothing(b)) || told(a) === told(b);
/** Pages write moments to the minute. */
const sameMinute = (a: unknown, b: unknown): boolean =>
  isSame(a, b) || (typeof a === 'number' && typeof b === 'number' && Math.abs(a - b) < 60);
const sameAddress = (a: unknown, b: unknown): boolean =>
  isSame(a, b) ||
  (typeof a === 'string' && typeof b === 'string' && URL.canParse(a) && new URL(a).href === new URL(b).href);
/** Dashboards show whole percents. */
const samePercent = (a: unknown, b: unknown): boolean =>
  isSame(a, b) || (typeof a === 'number' && typeof b === 'number' && Math.floor(a) === Math.floor(b));
const sameNumber = (a: unknown, b: unknown): boolean =>
  isSame(a, b) || (typeof a === 'number' && typeof b === 'number' && Math.abs(a - b) < 0.006);
const sameShown = (a: unknown, b: unknown): boolean =>
  isSame(a, b) || (typeof a === 'string' && a.replace(/\s/g, '') === String(b).replace(/\s/g, ''));

const fileKey = ({ path, name }: MoodleFile): string => path + name;
const FILE = ['name', 'path', 'size', 'mimeType', 'modifiedAt', 'createdAt', 'author'] as const;
const valueOf = <T>(outcome: Outcome<readonly T[]> | null | undefined): readonly T[] =>
  outcome?.ok ? outcome.value : [];
const rowsOf = <T>(outcome: Outcome<Listed<T>> | null | undefined): readonly T[] =>
  outcome?.ok ? outcome.value.rows : [];

export interface WholeLibrary {
  readonly courses: Awaited<ReturnType<MoodleReader['listCourses']>>['rows'];
  readonly overview: MoodleOverview;
  readonly readings: ReadonlyMap<number, CourseReading>;
}

/** Everything that a reader of either kind tells of a student. */
export async function readWhole(
  reader: MoodleReader,
  eventsSince: number,
  signal: AbortSignal,
): Promise<WholeLibrary> {
  const { rows: courses } = await reader.listCourses(signal);
  const ids = courses.map(({ id }) => id);
  const overview = await reader.readOverview(ids, { eventsSince }, signal);
  const questions = {
    grades: ids,
    assignments: valueOf(overview.assignments),
    quizzes: valueOf(overview.quizzes),
    forums: valueOf(overview.forums).filter(({ type }) => type === 'news'),
  };
  const readings = new Map<number, CourseReading>();
  for await (const reading of reader.readCourses(ids, questions, signal))
    readings.set(reading.courseId, reading);
  return { courses, overview, readings };
}

export function compareLibraries(ws: WholeLibrary, page: WholeLibrary): PageComparison {
  const all = new PageComparison();
  all.rows(
    'course',
    ws.courses,
    page.courses,
    ({ id }) => id,
    [
      'id',
      'shortName',
      'fullName',
      'summary',
      'categoryId',
      'format',
      'startsAt',
      'endsAt',
      'modifiedAt',
      'favourite',
      'hidden',
      'completion',
      'url',
    ],
    { completion: samePercent },
  );
  for (const { id } of ws.courses) {
    const [a, b] = [ws.readings.get(id), page.readings.get(id)];
    all.field('course is read', `course ${id}`, a?.contents.ok, b?.contents.ok);
    if (a?.contents.ok && b?.contents.ok) {
      all.field('course is whole', `course ${id}`, a.contents.value.whole, b.contents.value.whole);
      compareSections(all, id, a.contents.value.sections, b.contents.value.sections);
    }
    all.rows(
      'grade',
      rowsOf(a?.grades),
      rowsOf(b?.grades),
      (item) => item.id,
      [
        'kind',
        'name',
        'activityType',
        'cmid',
        'grade',
        'shown',
        'percentage',
        'weight',
        'min',
        'max',
        'feedback',
        'gradedAt',
        'hidden',
      ],
      { grade: sameNumber, shown: sameShown },
    );
    compareCoursework(all, ws.overview, a, b);
  }
  compareOverviews(all, ws.overview, page.overview);
  return all;
}

function compareSections(
  all: PageComparison,
  courseId: number,
  ws: readonly MoodleSection[],
  page: readonly MoodleSection[],
): void {
  all.rows('section', ws, page, ({ id }) => id, [
    'id',
    'name',
    'position',
    'summary',
    'restricted',
    'restrictionReason',
  ]);
  for (const section of ws) {
    const other = page.find(({ id }) => id === section.id);
    const shown = section.modules.filter(({ stealth }) => !stealth);
    all.field(
      'item, not listed',
      `course ${courseId}`,
      section.modules.length > shown.length,
      null,
      (a) => a !== true,
    );
    all.rows(
      'item',
      shown,
      other?.modules ?? [],
      ({ cmid }) => cmid,
      [
        'cmid',
        'type',
        'name',
        'description',
        'url',
        'externalUrl',
        'restricted',
        'restrictionReason',
        'stealth',
        'indent',
        'subsectionId',
        'modifiedAt',
      ],
      { externalUrl: sameAddress },
    );
    for (const item of shown) {
      const found = other?.modules.find(({ cmid }) => cmid === item.cmid);
      if (found) compareItems(all, item, found);
    }
  }
}

function compareItems(all: PageComparison, ws: MoodleActivity, page: MoodleActivity): void {
  const dates = (rows: MoodleActivity['dates']) => rows.map(({ id, at }) => ({ id, at }));
  all.rows(`date of ${ws.type}`, dates(ws.dates), dates(page.dates), ({ id }) => id, ['at'], {
    at: sameMinute,
  });
  for (const { id, at } of ws.dates)
    if (id !== 'allowsubmissionsfromdate')
      all.field(
        `date of ${ws.type} to the second`,
        String(ws.cmid),
        at,
        page.dates.find((one) => one.id === id)?.at ?? null,
      );
  all.rows(`file of ${ws.type}`, ws.files, page.files, fileKey, FILE);
  all.rows('chapter', ws.chapters, page.chapters, ({ title }) => title, ['level']);
  all.field('item.completion.state', String(ws.cmid), ws.completion?.state, page.completion?.state);
  all.field(
    'item.completion.automatic',
    String(ws.cmid),
    ws.completion?.automatic,
    page.completion?.automatic,
  );
  all.field(
    'item.completion.conditions',
    String(ws.cmid),
    ws.completion?.conditions,
    page.completion?.conditions,
  );
  all.field('item.completion.at', String(ws.cmid), ws.completion?.completedAt, page.completion?.completedAt);
}

function compareCoursework(
  all: PageComparison,
  wsOverview: MoodleOverview,
  ws: CourseReading | undefined,
  page: CourseReading | undefined,
): void {
  const cmids = new Map(valueOf(wsOverview.assignments).map(({ id, cmid }) => [id, cmid]));
  for (const [id, outcome] of ws?.submissions ?? []) {
    const cmid = cmids.get(id) ?? 0;
    const other = page?.submissions.get(cmid);
    if (!outcome.ok) continue;
    all.field('submission', String(cmid), true, other?.ok);
    if (!other?.ok) continue;
    const [a, b] = [outcome.value, other.value];
    for (const field of [
      'status',
      'graded',
      'grade',
      'locked',
      'attempt',
      'text',
      'feedback',
      'editable',
    ] as const)
      all.field(`submission.${field}`, String(cmid), a[field], b[field]);
    for (const field of ['submittedAt', 'changedAt', 'gradedAt', 'extensionDueAt'] as const)
      all.field(`submission.${field}`, String(cmid), a[field], b[field], sameMinute);
    all.field('submission.points', String(cmid), a.points, b.points, sameNumber);
    all.rows('file of submission', a.files, b.files, fileKey, FILE);
    all.rows('file of feedback', a.feedbackFiles, b.feedbackFiles, fileKey, FILE);
  }
  const forums = new Map(valueOf(wsOverview.forums).map(({ id, cmid }) => [id, cmid]));
  for (const [id, outcome] of ws?.discussions ?? []) {
    const cmid = forums.get(id) ?? 0;
    const other = page?.discussions.get(cmid);
    if (!outcome.ok) continue;
    all.rows('announcement', outcome.value.rows, rowsOf(other), (discussion) => discussion.id, [
      'postId',
      'subject',
      'message',
      'author',
      'createdAt',
      'modifiedAt',
      'pinned',
      'replies',
    ]);
    for (const discussion of outcome.value.rows) {
      const found = rowsOf(other).find((one) => one.id === discussion.id);
      if (found) all.rows('file of announcement', discussion.files, found.files, fileKey, FILE);
    }
  }
  for (const outcome of ws?.quizzes.values() ?? [])
    all.field(
      'quiz attempts',
      'quiz',
      outcome.ok && outcome.value.attempts.length > 0,
      null,
      (a) => a !== true,
    );
}

function compareOverviews(all: PageComparison, ws: MoodleOverview, page: MoodleOverview): void {
  const byCmid = ({ cmid }: { readonly cmid: number }): number => cmid;
  all.rows('extras', valueOf(ws.courses), valueOf(page.courses), ({ id }) => id, [
    'categoryId',
    'categoryName',
    'teachers',
  ]);
  all.rows(
    'assignment',
    sorted(valueOf(ws.assignments), byCmid),
    sorted(valueOf(page.assignments), byCmid),
    byCmid,
    ['courseId', 'name', 'dueAt', 'opensAt', 'cutoffAt', 'maxGrade', 'teamSubmission', 'intro', 'modifiedAt'],
    { opensAt: sameMinute, cutoffAt: sameMinute },
  );
  for (const one of valueOf(ws.assignments)) {
    const other = valueOf(page.assignments).find(({ cmid }) => cmid === one.cmid);
    if (other) all.rows('file of assignment', one.attachments, other.attachments, fileKey, FILE);
  }
  all.rows('quiz', sorted(valueOf(ws.quizzes), byCmid), sorted(valueOf(page.quizzes), byCmid), byCmid, [
    'courseId',
    'name',
    'opensAt',
    'closesAt',
    'timeLimit',
    'attemptsAllowed',
    'maxGrade',
    'intro',
  ]);
  const [wsForums, pageForums] = [ws, page].map((overview) => sorted(valueOf(overview.forums), byCmid));
  all.rows('forum', wsForums ?? [], pageForums ?? [], byCmid, ['courseId', 'name']);
  for (const one of wsForums ?? []) {
    const other = pageForums?.find(({ cmid }) => cmid === one.cmid);
    all.field('forum of announcements', String(one.cmid), one.type === 'news', other?.type === 'news');
    // Of the others no page is opened.
    const isNews = one.type === 'news';
    all.field('forum.discussions', String(one.cmid), one.discussions, isNews ? other?.discussions : null);
  }
  all.rows('page text', sorted(valueOf(ws.pages), byCmid), sorted(valueOf(page.pages), byCmid), byCmid, [
    'text',
    'modifiedAt',
  ]);
  const byId = ({ id }: { readonly id: number }): number => id;
  all.rows('event', sorted(rowsOf(ws.events), byId), sorted(rowsOf(page.events), byId), byId, [
    'courseId',
    'type',
    'name',
    'description',
    'startsAt',
    'duration',
    'activityType',
    'override',
    'modifiedAt',
  ]);
  all.rows('total', valueOf(ws.totals), valueOf(page.totals), byId, ['shown', 'raw']);
}

const sorted = <T>(rows: readonly T[], key: (row: T) => number): readonly T[] =>
  [...rows].sort((a, b) => key(a) - key(b));
