import type { ItemInput } from '../../classification';
import type { CoursePart } from '../../contract';
import { AppError, toAppError } from '../../errors';
import type { AskedMark, CourseContent, KnownTask } from '../../library';
import type {
  CourseCost,
  CourseReading,
  MoodleActivity,
  MoodleCourseContent,
  MoodleSection,
  Outcome,
} from '../../moodle';
import type { ReadCourse } from './draft';
import type { ListedCourse, StoredContent } from './ports';
import { EMPTY_FORUM, NO_REPORT, type Question, type Refusal } from './questions';
import { sumOfCosts } from './receipts';
import type { Surroundings } from './surroundings';

/** Newest discussions of a forum that a reader asks for. */
const DISCUSSIONS = 50;

/** One course on its way from Moodle to the library; a course may take several rounds, each asking for what is still missing. */
export class CourseIntake {
  private cost: CourseCost = { requests: 0, bytes: 0, ms: 0 };
  private asked: Record<string, AskedMark> = {};
  /** By question, or by the name of a part that has none. */
  private readonly missing = new Map<string, readonly [CoursePart, AppError]>();
  /** Why the contents were not read, so far. */
  error: AppError | null = null;
  /** Its contents were read in some round. */
  stored = false;
  /** Why another round may bring what this one did not. */
  passing: AppError | null = null;
  /** What became of it is said. */
  settled = false;
  private open: readonly Question[];

  constructor(
    readonly listed: ListedCourse,
    questions: readonly Question[],
    private readonly surroundings: Surroundings,
    private readonly refusals: readonly Refusal[],
    /** What was known of its tasks before. */
    private readonly tasks: readonly KnownTask[],
    /** Asked, too, where an answer points at them. */
    private others: readonly Question[],
    now: Date,
  ) {
    this.open = questions;
    // Nothing to ask of an empty forum: what stands in it later is news.
    for (const { id, type, discussions } of surroundings.of(listed.course.id).forums ?? [])
      if (type === 'news' && discussions === 0 && !questions.some(({ key }) => key === `forum:${id}`))
        this.asked[`forum:${id}`] = { at: now.toISOString(), sign: EMPTY_FORUM };
    // A grade is told with its task for as long as the course shows no report, which is asked for as soon as it does. What a report told
    // before is taken back, as Moodle takes it back.
    if (!listed.course.showsGrades)
      this.asked['grades'] = { at: now.toISOString(), sign: NO_REPORT, error: 'moodle.access-denied' };
  }

  get id(): number {
    return this.listed.course.id;
  }

  /** Nothing failed, and there is more to be asked. */
  get wantsMore(): boolean {
    return this.unfinished && this.stored && this.passing === null;
  }

  /** What is still to be asked. */
  get questions(): readonly Question[] {
    return this.open;
  }

  get total(): CourseCost {
    return this.cost;
  }

  /** Another round may bring what is missing. */
  get unfinished(): boolean {
    return !this.settled && (!this.stored || this.open.length > 0);
  }

  /** Parts that are missing now: those that failed in this run, and those that Moodle refused earlier and was not asked for again. */
  get failedParts(): ReadonlyMap<CoursePart, AppError> {
    const refused = this.refusals.map(({ part, error }) => [part, toKnownError(error)] as const);
    return new Map<CoursePart, AppError>([
      ...refused,
      ...this.surroundings.failedPartsOf(this.id),
      ...this.missing.values(),
    ]);
  }

  /** Takes in what a round brought. Answers the contents; `null` where they failed, and `error` says why. */
  take(reading: CourseReading, now: Date): MoodleCourseContent | null {
    this.cost = sumOfCosts(this.cost, reading.cost);
    this.passing = null;
    if (!reading.contents.ok) {
      this.error = reading.contents.error;
      this.passing = this.error;
      // What a later round was to bring is missing; what an earlier one brought is stored.
      if (this.stored) for (const { key, part } of this.open) this.missing.set(key, [part, this.error]);
      return null;
    }
    this.error = null;
    for (const { key } of this.open) this.missing.delete(key);
    this.open = this.open.filter((question) => !this.settle(question, answerTo(question, reading), now));
    const pointedAt = this.others.filter((question) => this.isPointedAt(question, reading));
    this.others = this.others.filter((question) => !pointedAt.includes(question));
    this.open = [...this.open, ...pointedAt];
    // Until it is answered: should the next round fail, the next sync asks.
    for (const { key } of pointedAt) this.asked[key] = { at: now.toISOString(), sign: 'pointed at' };
    return reading.contents.value;
  }

  /** A grade shows with the task and in the grade report: where one of them has a new one, the other is asked as well. */
  private isPointedAt({ part, cmid }: Question, reading: CourseReading): boolean {
    if (part === 'grades') return this.isNewlyGraded(reading);
    if (part === 'announcements' || !reading.grades?.ok) return false;
    const { rows, whole } = reading.grades.value;
    const row = rows.find((one) => one.cmid === cmid && one.itemNumber === 0);
    const task = this.tasks.find((one) => one.cmid === cmid);
    // Its row may be the one that is unreadable.
    if (!task || (!row && !whole)) return false;
    return task.grade !== (row?.shown ?? null);
  }

  private isNewlyGraded({ submissions, quizzes }: CourseReading): boolean {
    const ungraded = new Set(this.tasks.filter(({ graded }) => !graded).map(({ cmid }) => cmid));
    const { assignments, quizzes: listed } = this.surroundings.of(this.id);
    const isNews = (rows: readonly { id: number; cmid: number }[] | null, id: number): boolean =>
      rows?.some((row) => row.id === id && ungraded.has(row.cmid)) ?? false;
    return (
      [...submissions].some(([id, one]) => one.ok && one.value.graded && isNews(assignments, id)) ||
      [...quizzes].some(([id, one]) => one.ok && one.value.bestGrade !== null && isNews(listed, id))
    );
  }

  /** A failure in a text or the like, that comes neither from the overview nor from a question. */
  failPart(part: CoursePart, thrown: unknown): void {
    this.missing.set(part, [part, toAppError(thrown)]);
  }

  /** Answers that came and could not be stored: the next sync asks again. */
  lose(asked: readonly Question[], error: AppError): void {
    for (const { key, part } of asked) this.missing.set(key, [part, error]);
  }

  /** What is stored of a reading. */
  content(
    reading: CourseReading,
    { sections, whole }: MoodleCourseContent,
    rest: Pick<CourseContent, 'books' | 'highestCmid' | 'serverTime' | 'partialView'>,
  ): CourseContent {
    const { assignments, quizzes, pages, forums } = this.surroundings.of(this.id);
    return {
      sections,
      whole,
      assignments,
      quizzes,
      pages,
      submissions: valuesOf(reading.submissions),
      quizStates: valuesOf(reading.quizzes),
      overrides: this.surroundings.overrides,
      grades: this.listed.course.showsGrades ? (reading.grades?.ok ? reading.grades.value : null) : NO_GRADES,
      announcements: [...valuesOf(reading.discussions)].flatMap(([id, discussions]) => {
        const forum = forums?.find((one) => one.id === id);
        return forum ? [{ forum, discussions, limit: DISCUSSIONS }] : [];
      }),
      asked: this.asked,
      ...rest,
    };
  }

  /** What later stages need of it. */
  summary({ sections, whole }: MoodleCourseContent, totals: StoredContent): ReadCourse {
    const modules = sections.flatMap((section) => section.modules.map((module) => ({ module, section })));
    return {
      listed: this.listed,
      whole,
      sectionIds: sections.map(({ id }) => id),
      cmids: modules.map(({ module }) => module.cmid),
      inputs: modules.map(({ module, section }) => itemInput(module, section)),
      lastModified: lastModified(
        this.listed,
        modules.map(({ module }) => module),
      ),
      partial: this.failedParts.size > 0,
      cost: this.cost,
      totals,
      verdicts: [],
    };
  }

  /** Whether the question is done with: answered, or refused in a way that asking again in this run does not cure. */
  private settle({ part, key, sign }: Question, outcome: Outcome<unknown> | null, now: Date): boolean {
    if (!outcome) return true;
    const at = now.toISOString();
    if (outcome.ok) {
      this.asked[key] = { at, sign };
      return true;
    }
    const { error } = outcome;
    // On this site there is nothing of the kind.
    if (error.code === 'moodle.function-missing') return true;
    this.missing.set(key, [part, error]);
    if (!error.retryable) {
      this.asked[key] = { at, sign, error: error.code };
      return true;
    }
    // It was asked several times already, as its batch was halved down to it: the next sync asks again.
    if (BROKEN.has(error.code)) return true;
    this.passing = error;
    return false;
  }
}

/** The whole report of a course that shows none. */
const NO_GRADES = { rows: [], whole: true };

const BROKEN: ReadonlySet<string> = new Set(['moodle.invalid-response', 'moodle.server-error']);

const toKnownError = (code: string): AppError => new AppError(code as AppError['code']);

function answerTo({ part, id }: Question, reading: CourseReading): Outcome<unknown> | null {
  if (part === 'grades') return reading.grades;
  const answers = {
    submissions: reading.submissions,
    quizzes: reading.quizzes,
    announcements: reading.discussions,
  }[part];
  return answers.get(id) ?? null;
}

function valuesOf<T>(outcomes: ReadonlyMap<number, Outcome<T>>): ReadonlyMap<number, T> {
  return new Map(
    [...outcomes].flatMap(([id, outcome]) => (outcome.ok ? [[id, outcome.value] as const] : [])),
  );
}

function itemInput(module: MoodleActivity, section: MoodleSection): ItemInput {
  return {
    modType: module.type,
    name: module.name,
    section: section.name,
    fileNames: module.files.map(({ name }) => name),
    mimeTypes: module.files.flatMap(({ mimeType }) => (mimeType ? [mimeType] : [])),
    url: module.externalUrl,
  };
}

function lastModified({ course }: ListedCourse, modules: readonly MoodleActivity[]): number {
  let latest = course.modifiedAt ?? 0;
  for (const { modifiedAt, files } of modules) {
    latest = Math.max(latest, modifiedAt ?? 0);
    for (const file of files) latest = Math.max(latest, file.modifiedAt ?? 0);
  }
  return latest;
}
