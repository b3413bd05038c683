import type { Outcome } from '../../reader';
import { AppError } from '../../../errors';
import { Lookups, NOTHING, countsAsVisit, isLookedInto, type Looked } from '../activities/lookups';
import { FileFacts } from '../activities/file-facts';
import {
  outlineCourse,
  toSections,
  type OutlinedModule,
  type OutlinedSection,
} from '../course/course-content';
import { readCoursePage, type CoursePage } from '../course/course-page';
import { parseCourseState, type StateSection } from '../course/course-state';
import type { PageSession } from '../session/page-session';
import type { MoodleCourseContent } from '../../reader';
import type { MoodleDate } from '../../words';
import { callAjax, type AjaxCall } from './ajax';
import type { KnownCourse, KnownModule } from '../known/known-course';
import { outcomeOf, type PageReaderOptions } from './page-reading';
import { parseUpdates, type ModuleUpdate } from './updates';

/** Courses whose trees are asked for in one request. */
const TREES_AT_ONCE = 4;

/** Seconds that one reading of a student's courses takes at most, and some more. */
const LONGEST_READING_S = 30 * 60;

interface Tree {
  readonly state: Outcome<readonly StateSection[]> | null;
  readonly updates: ReadonlyMap<number, ModuleUpdate> | null;
  readonly whole: boolean;
}

export interface OutlinedCourse {
  readonly courseId: number;
  readonly sections: readonly OutlinedSection[];
  readonly format: string | null;
  /** All that the student is shown is in it. */
  readonly whole: boolean;
  readonly updates: ReadonlyMap<number, ModuleUpdate> | null;
}

/** The courses of one reading, each read once: its tree, its page, and what its activities hold. */
export class CourseBook {
  readonly files: FileFacts;
  private readonly lookups: Lookups;
  private readonly trees = new Map<number, Tree>();
  private readonly outlines = new Map<number, OutlinedCourse>();
  private readonly looked = new Map<number, Looked>();
  private dates = new Map<number, readonly MoodleDate[]>();
  private told: (second: number) => boolean = () => false;
  /** How the site words the condition that is met by opening an activity, by language. */
  private readonly viewWords = new Map<string, string | null>();

  constructor(
    private readonly session: PageSession,
    private readonly options: PageReaderOptions,
  ) {
    this.files = new FileFacts(session);
    this.lookups = new Lookups(session, this.files);
  }

  /** Dates out of the calendar, by course-module id, and which seconds it covers. */
  useDates(dates: ReadonlyMap<number, readonly MoodleDate[]>, told: (second: number) => boolean): void {
    this.dates = new Map(dates);
    this.told = told;
  }

  /** Whether a date of that second would have been read; if not, its absence says nothing. */
  isTold(second: number): boolean {
    return this.told(second);
  }

  /** A date that an activity's own page tells; it stands before those of the calendar, as it comes first. */
  addDate(cmid: number, date: MoodleDate): void {
    const known = this.dates.get(cmid) ?? [];
    if (!known.some(({ id }) => id === date.id)) this.dates.set(cmid, [date, ...known]);
  }

  datesOf(cmid: number): readonly MoodleDate[] {
    return this.dates.get(cmid) ?? [];
  }

  known(courseId: number): KnownCourse | undefined {
    return this.options.known?.get(courseId);
  }

  /** Asks for the trees of these courses, several in one request. */
  async prepare(courseIds: readonly number[], signal: AbortSignal): Promise<void> {
    const open = courseIds.filter((courseId) => !this.trees.has(courseId));
    for (let start = 0; start < open.length; start += TREES_AT_ONCE)
      await this.askTrees(open.slice(start, start + TREES_AT_ONCE), signal);
  }

  async outline(courseId: number, signal: AbortSignal): Promise<OutlinedCourse> {
    const known = this.outlines.get(courseId);
    if (known) return known;
    await this.prepare([courseId], signal);
    const { state, updates, whole } = this.trees.get(courseId) ?? { state: null, updates: null, whole: true };
    if (state && !state.ok && state.error.code === 'moodle.course-unavailable') throw state.error;
    const first = await this.readPage(courseId, signal);
    // One that breaks off lacks texts too, whatever the tree says; mostly it is whole when it is asked for again.
    const page = first.whole ? first : await this.readPage(courseId, signal);
    const sections = outlineCourse({
      state: state?.ok ? state.value : null,
      page,
      baseUrl: this.session.site.baseUrl,
    });
    const elsewhere = !state?.ok && page.sections.some((section) => section.elsewhere);
    const outlined = {
      courseId,
      sections,
      format: page.format,
      whole: whole && page.whole && !elsewhere,
      updates,
    };
    if (!outlined.whole) this.options.warn?.(`course ${courseId}: its page does not show all of it`);
    this.outlines.set(courseId, outlined);
    return outlined;
  }

  /** All of a course; activities are looked into one by one. */
  async contents(courseId: number, signal: AbortSignal): Promise<MoodleCourseContent> {
    const outlined = await this.outline(courseId, signal);
    for (const { modules } of outlined.sections)
      for (const module of modules) await this.look(module, outlined, signal);
    const sections = toSections(outlined.sections, {
      dates: (cmid) => this.datesOf(cmid),
      looked: (cmid) => this.looked.get(cmid) ?? null,
      modifiedAt: (cmid) =>
        outlined.updates?.get(cmid)?.configuredAt ??
        this.known(courseId)?.modules.get(cmid)?.modifiedAt ??
        null,
    });
    return { sections, whole: outlined.whole && sections.length > 0 };
  }

  /** What is in one activity: as known before, as its folder on the course page shows it, or as its own pages tell. */
  async look(module: OutlinedModule, course: OutlinedCourse, signal: AbortSignal): Promise<Looked> {
    const { cmid, type, shown } = module;
    const done = this.looked.get(cmid);
    if (done) return done;
    let found: Looked = NOTHING;
    const known = this.known(course.courseId)?.modules.get(cmid);
    if (module.open && isLookedInto(type)) {
      if (shown?.files) found = { ...NOTHING, files: await this.files.all(shown.files, signal) };
      else if (known && wasOpened(known) && this.isUnchanged(cmid, course)) found = known;
      else if (countsAsVisit(type) && (await this.isHarmful(module, signal))) found = known ?? NOTHING;
      else found = await this.lookedOrKnown(module, course, known, signal);
    }
    this.looked.set(cmid, found);
    return found;
  }

  /** What may not be opened, or shows nothing of what is in it, says nothing against what is known. */
  private async lookedOrKnown(
    { type, cmid }: OutlinedModule,
    { courseId }: OutlinedCourse,
    known: KnownModule | undefined,
    signal: AbortSignal,
  ): Promise<Looked> {
    const found = await this.lookups.of(type, { cmid, courseId }, signal);
    return found === NOTHING && known ? known : found;
  }

  isUnchanged(cmid: number, { updates }: OutlinedCourse): boolean {
    return updates !== null && updates.get(cmid)?.content !== true;
  }

  /** Opening it would mark it as done in the student's name. */
  async isHarmful({ completion }: OutlinedModule, signal: AbortSignal): Promise<boolean> {
    if (this.options.visits === 'all' || !completion?.automatic || completion.state !== 'incomplete')
      return false;
    const open = completion.conditions.filter(({ met }) => !met);
    if (completion.conditions.length === 0) return true;
    const word = await this.viewWord(signal);
    return word === null || open.some(({ label }) => label === word);
  }

  /** A reading is dated by its end, and what changed while it was under way may not be in it. */
  private since(courseId: number): number {
    const readAt = this.known(courseId)?.readAt ?? null;
    return readAt === null ? 1 : Math.max(1, readAt - LONGEST_READING_S);
  }

  private async viewWord(signal: AbortSignal): Promise<string | null> {
    const language = this.session.identity.language ?? 'en';
    const known = this.viewWords.get(language);
    if (known !== undefined) return known;
    const key = 'completion/detail_desc:view';
    const words = await outcomeOf(signal, () => this.session.words([key], language, signal));
    const word = words.ok ? (words.value.get(key) ?? null) : null;
    this.viewWords.set(language, word);
    return word;
  }

  private async askTrees(courseIds: readonly number[], signal: AbortSignal): Promise<void> {
    const calls = courseIds.flatMap((courseid): AjaxCall[] => [
      { name: 'core_courseformat_get_state', args: { courseid } },
      { name: 'core_course_get_updates_since', args: { courseid, since: this.since(courseid) } },
    ]);
    const outcomes = await callAjax(this.session, calls, signal);
    courseIds.forEach((courseId, index) => {
      const [tree, updates] = outcomes.slice(index * 2);
      this.trees.set(courseId, {
        ...readTree(tree),
        updates: updates?.ok ? parseUpdates(updates.value) : null,
      });
    });
  }

  private async readPage(courseId: number, signal: AbortSignal): Promise<CoursePage> {
    const question = { what: 'course page', path: `/course/view.php?id=${courseId}`, signal };
    const answer = await this.session.page(question, 'course');
    // A course of a single activity leads to it: its tree says what there is.
    if (/\/mod\/[a-z0-9]+\/view\.php$/.test(answer.url.pathname) && this.trees.get(courseId)?.state?.ok)
      return { format: SINGLE_ACTIVITY, sections: [], whole: true };
    // One that leads to the front page shows nothing of itself.
    if (!/\/course\/(view|section)\.php$/.test(answer.url.pathname))
      throw new AppError('moodle.invalid-response', { detail: 'course page: leads elsewhere' });
    return readCoursePage(answer.body.toString('utf8'));
  }
}

const SINGLE_ACTIVITY = 'singleactivity';

/** An activity that was left alone because the student had not opened it is stored with nothing in it: that is no knowledge. */
const wasOpened = ({ files, externalUrl, chapters, completion }: KnownModule): boolean =>
  files.length > 0 ||
  externalUrl !== null ||
  chapters.length > 0 ||
  !completion?.automatic ||
  completion.state !== 'incomplete';

/** A site without course trees (before 4.0) has the page alone. */
function readTree(answer: Outcome<unknown> | undefined): Pick<Tree, 'state' | 'whole'> {
  if (!answer) return { state: null, whole: true };
  if (!answer.ok) return { state: answer, whole: answer.error.code === 'moodle.function-missing' };
  try {
    const { value, dropped } = parseCourseState(answer.value);
    return { state: { ok: true, value }, whole: dropped === 0 };
  } catch (error) {
    if (error instanceof AppError) return { state: { ok: false, error }, whole: false };
    throw error;
  }
}
