import { AppError } from '../../../errors';
import type { Listed, MoodleOverview, Outcome } from '../../reader';
import type {
  MoodleAssignment,
  MoodleCourse,
  MoodleCourseExtras,
  MoodleCourseTotal,
  MoodleEvent,
  MoodleForum,
  MoodlePageText,
  MoodleQuiz,
} from '../../words';
import { readGradeOverview } from '../activities/grade-report';
import type { OutlinedModule } from '../course/course-content';
import type { PageSession } from '../session/page-session';
import { unopened, type Assignments, type CalendarFacts } from './assignments';
import type { CourseBook, OutlinedCourse } from './course-book';
import { datesByModule, monthsToRead, readEvents, toldIn } from './events';
import { unopenedForum, type Forums } from './forums';
import { outcomeOf } from './page-reading';

export interface OverviewParts {
  readonly session: PageSession;
  readonly book: CourseBook;
  readonly assignments: Assignments;
  readonly forums: Forums;
  readonly warn: (message: string) => void;
}

export interface OverviewScope {
  readonly courseIds: readonly number[];
  readonly eventsSince: number;
  /** As they were listed; none where they were not. */
  readonly listed: readonly MoodleCourse[];
  readonly extras: readonly MoodleCourseExtras[];
}

/** A course that could be read, with an activity of it. */
interface Placed {
  readonly module: OutlinedModule;
  readonly course: OutlinedCourse;
}

/** What concerns all courses at once. Pages tell it course by course, so that the courses themselves are read on the way. */
export async function readOverview(
  parts: OverviewParts,
  { courseIds, eventsSince, listed, extras }: OverviewScope,
  signal: AbortSignal,
): Promise<MoodleOverview> {
  const { session, book } = parts;
  const wanted = new Set(courseIds);
  const now = session.serverNow() ?? Math.floor(Date.now() / 1000);
  const spans = listed.filter(({ id }) => wanted.has(id));
  const months = monthsToRead(eventsSince, now, spans);
  const calendar = await outcomeOf(signal, () => calendarOf(parts, months, signal));
  const events = calendar.ok ? calendar.value.rows : [];
  const isTold = calendar.ok && calendar.value.whole ? toldIn(months) : (): boolean => false;
  book.useDates(datesByModule(events), isTold);
  const { courses, unread, failure } = await outlines(book, courseIds, signal);
  const modules = courses.flatMap((course) =>
    course.sections.flatMap((section) => section.modules.map((module): Placed => ({ module, course }))),
  );
  const of = (type: string): readonly Placed[] =>
    modules.filter(({ module }) => module.type === type && module.open);
  const part = async <T>(read: () => Promise<readonly T[]>): Promise<Outcome<readonly T[]>> =>
    failure ? { ok: false, error: failure } : outcomeOf(signal, read);
  return {
    courses: { ok: true, value: extras.filter(({ id }) => wanted.has(id)) },
    assignments: await part(() => assignmentsOf(parts, of('assign'), signal)),
    quizzes: await part(async () => {
      // Their dates stand there alone: without it they are not read this time, and what is known stays.
      if (!calendar.ok) throw calendar.error;
      return of('quiz').map((placed) => quizOf(placed, book, events));
    }),
    forums: await part(() => forumsOf(parts, courses, signal)),
    pages: await part(() => pageTexts(book, of('page'), signal)),
    events: eventsOf(calendar, wanted, eventsSince),
    totals: await outcomeOf(signal, () => totalsOf(session, signal)),
    unread,
  };
}

async function calendarOf(
  { session, warn }: OverviewParts,
  months: ReturnType<typeof monthsToRead>,
  signal: AbortSignal,
): Promise<Listed<MoodleEvent>> {
  const { value, dropped, firstFault } = await readEvents(session, months, signal);
  if (dropped > 0) warn(`calendar: ${dropped} left out as unreadable, the first at ${firstFault}`);
  return { rows: value, whole: dropped === 0 };
}

/** The calendar is read further back than it is asked for, for the dates of what is over. */
function eventsOf(
  calendar: Outcome<Listed<MoodleEvent>>,
  wanted: ReadonlySet<number>,
  since: number,
): Outcome<Listed<MoodleEvent>> {
  if (!calendar.ok) return calendar;
  const isAsked = ({ courseId, startsAt }: MoodleEvent): boolean =>
    startsAt >= since && (courseId === null || wanted.has(courseId));
  return { ok: true, value: { ...calendar.value, rows: calendar.value.rows.filter(isAsked) } };
}

interface Outlines {
  readonly courses: readonly OutlinedCourse[];
  /** Courses that could not be read, with why. */
  readonly unread: ReadonlyMap<number, AppError>;
  /** Why none of it can be had. */
  readonly failure: AppError | null;
}

async function outlines(
  book: CourseBook,
  courseIds: readonly number[],
  signal: AbortSignal,
): Promise<Outlines> {
  const courses: OutlinedCourse[] = [];
  const unread = new Map<number, AppError>();
  const prepared = await outcomeOf(signal, () => book.prepare(courseIds, signal));
  if (!prepared.ok) return { courses, unread, failure: prepared.error };
  for (const courseId of courseIds) {
    const read = await outcomeOf(signal, () => book.outline(courseId, signal));
    if (read.ok) courses.push(read.value);
    else if (SITE_IS_AWAY.has(read.error.code)) return { courses, unread, failure: read.error };
    else unread.set(courseId, read.error);
  }
  return { courses, unread, failure: null };
}

const SITE_IS_AWAY: ReadonlySet<string> = new Set([
  'moodle.maintenance',
  'moodle.unreachable',
  'moodle.busy',
]);

async function assignmentsOf(
  { assignments, book }: OverviewParts,
  placed: readonly Placed[],
  signal: AbortSignal,
): Promise<readonly MoodleAssignment[]> {
  const found: MoodleAssignment[] = [];
  for (const { module, course } of placed) {
    const { cmid, name } = module;
    const facts: CalendarFacts = {
      dates: book.datesOf(cmid),
      modifiedAt: course.updates?.get(cmid)?.configuredAt ?? null,
    };
    const bare = unopened(cmid, course.courseId, name, facts);
    const remembered = book.known(course.courseId)?.assignments.get(cmid);
    // On pages it goes by its course-module id, whatever way it was read by before.
    const known = remembered && { ...remembered, id: cmid, name, dueAt: bare.dueAt ?? remembered.dueAt };
    if (known && wasOpened(known) && book.isUnchanged(cmid, course)) found.push(known);
    else if (await book.isHarmful(module, signal)) found.push(known ?? bare);
    else found.push(await openedOr(assignments, module, facts, known ?? bare, signal));
    const opensAt = found.at(-1)?.opensAt ?? null;
    if (opensAt !== null) book.addDate(cmid, { id: 'allowsubmissionsfromdate', label: '', at: opensAt });
  }
  return found;
}

/** One that was left alone until the student opened it is stored with nothing but its name and its date. */
const wasOpened = ({ intro, attachments, opensAt, cutoffAt, maxGrade }: MoodleAssignment): boolean =>
  intro !== null || attachments.length > 0 || opensAt !== null || cutoffAt !== null || maxGrade !== null;

/** A page that the student may not open, or that breaks off, says nothing against the assignment. */
async function openedOr(
  assignments: Assignments,
  module: OutlinedModule,
  facts: CalendarFacts,
  otherwise: MoodleAssignment,
  signal: AbortSignal,
): Promise<MoodleAssignment> {
  const read = await outcomeOf(signal, () =>
    assignments.assignment(module, otherwise.courseId, facts, signal),
  );
  if (read.ok) return read.value;
  if (read.error.retryable && read.error.code !== 'moodle.invalid-response') throw read.error;
  return otherwise;
}

function quizOf({ module, course }: Placed, book: CourseBook, events: readonly MoodleEvent[]): MoodleQuiz {
  const { cmid, name, shown } = module;
  const own = events.find((event) => event.activityType === 'quiz' && event.instance === cmid);
  const at = (id: string): number | null => book.datesOf(cmid).find((date) => date.id === id)?.at ?? null;
  return {
    id: cmid,
    cmid,
    courseId: course.courseId,
    name,
    intro: own?.description ?? shown?.description ?? null,
    opensAt: at('timeopen'),
    closesAt: at('timeclose'),
    timeLimit: null,
    attemptsAllowed: null,
    maxGrade: null,
  };
}

/** A course's announcements are the first forum at its top; no other forum's page is opened. */
async function forumsOf(
  { forums, book }: OverviewParts,
  courses: readonly OutlinedCourse[],
  signal: AbortSignal,
): Promise<readonly MoodleForum[]> {
  const found: MoodleForum[] = [];
  for (const { courseId, sections } of courses) {
    const all = sections
      .flatMap(({ modules }) => modules)
      .filter(({ type, open }) => type === 'forum' && open);
    const top = sections[0]?.modules.find(({ type, open }) => type === 'forum' && open);
    for (const module of all)
      found.push(
        module === top && !(await book.isHarmful(module, signal))
          ? await announcementsOr(forums, module, courseId, signal)
          : unopenedForum(module, courseId),
      );
  }
  return found;
}

/** A forum that may not be opened, or whose page breaks off, is known by its name alone. */
async function announcementsOr(
  forums: Forums,
  module: OutlinedModule,
  courseId: number,
  signal: AbortSignal,
): Promise<MoodleForum> {
  const read = await outcomeOf(signal, () => forums.announcements(module, courseId, signal));
  if (read.ok) return read.value;
  if (!UNREADABLE.has(read.error.code)) throw read.error;
  return unopenedForum(module, courseId);
}

const UNREADABLE: ReadonlySet<string> = new Set(['moodle.access-denied', 'moodle.invalid-response']);

async function pageTexts(
  book: CourseBook,
  placed: readonly Placed[],
  signal: AbortSignal,
): Promise<readonly MoodlePageText[]> {
  const texts: MoodlePageText[] = [];
  for (const { module, course } of placed) {
    const { cmid } = module;
    const { text } = await book.look(module, course, signal);
    const modifiedAt = course.updates?.get(cmid)?.configuredAt ?? null;
    // Not read this time: what was stored of it stays.
    if (text !== undefined) texts.push({ id: cmid, cmid, courseId: course.courseId, text, modifiedAt });
  }
  return texts;
}

async function totalsOf(session: PageSession, signal: AbortSignal): Promise<readonly MoodleCourseTotal[]> {
  const question = { what: 'grade overview', path: '/grade/report/overview/index.php', signal };
  const answer = await session.page(question, 'site');
  const totals = readGradeOverview(answer.body.toString('utf8'));
  if (!totals) throw new AppError('moodle.function-missing', { detail: 'grade overview: no table' });
  return totals;
}
