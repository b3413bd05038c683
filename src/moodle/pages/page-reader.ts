import { AppError } from '../../errors';
import type { Meter } from '../http/moodle-http.client';
import { htmlToText } from '../parse/rich-text';
import type {
  AskedModule,
  CourseQuestions,
  CourseReading,
  Listed,
  MoodleOverview,
  MoodleReader,
  Outcome,
  OverviewOptions,
  Presence,
  ReaderStats,
} from '../reader';
import type { MoodleCourse, MoodleCourseExtras, MoodleProfile } from '../words';
import { sessionUrl } from './activities/file-facts';
import { PAGE_COVERAGE } from './coverage';
import { carriedCourse } from './known/carry-over';
import { carriedOverview, carriedReading } from './known/carried-reading';
import type { KnownCourses } from './known/known-course';
import { callAjax, type AjaxCall } from './reading/ajax';
import { Assignments } from './reading/assignments';
import { CourseBook } from './reading/course-book';
import {
  ALL_COURSES,
  parseAccesses,
  parseProfile,
  parseTimeline,
  profileCall,
  RECENT_COURSES,
  SHOWN_AND_HIDDEN,
} from './reading/course-list';
import { readCourses } from './reading/course-readings';
import { Forums } from './reading/forums';
import { readOverview } from './reading/overview';
import type { PageReaderOptions } from './reading/page-reading';
import { readPresence } from './reading/presence';
import { SiteTime } from './reading/site-time';
import { WordBook } from './reading/word-book';
import type { PageSession } from './session/page-session';

interface CourseLists {
  readonly courses: readonly MoodleCourse[];
  readonly extras: readonly MoodleCourseExtras[];
}

/** Reads one student's Moodle by its plain web pages and by what they ask the site themselves; see `PAGE_COVERAGE`. */
export class PageReader implements MoodleReader {
  readonly coverage = PAGE_COVERAGE;
  private readonly parts;
  private readonly known: KnownCourses;
  private readonly isTold = (second: number): boolean => this.parts.book.isTold(second);
  private listed: CourseLists = { courses: [], extras: [] };

  private constructor(
    readonly profile: MoodleProfile,
    private readonly session: PageSession,
    private readonly meter: Meter,
    options: PageReaderOptions,
  ) {
    this.known = options.known ?? new Map();
    const book = new CourseBook(session, options);
    const assignments = new Assignments(session, new SiteTime(session), new WordBook(session), book.files);
    const warn = options.warn ?? ((): void => undefined);
    this.parts = { session, book, assignments, forums: new Forums(session), meter, warn };
  }

  /** `username` is what the student signed in by, for sites that do not tell it. */
  static async open(
    session: PageSession,
    meter: Meter,
    username: string,
    signal: AbortSignal,
    options: PageReaderOptions = {},
  ): Promise<PageReader> {
    const { userId, language } = session.identity;
    const [answer] = await callAjax(session, [profileCall(userId)], signal);
    if (answer?.ok === false && answer.error.kind === 'sign-in') throw answer.error;
    const profile = parseProfile(answer?.ok ? answer.value : null, userId, username, language);
    return new PageReader(profile, session, meter, options);
  }

  async listCourses(signal: AbortSignal): Promise<Listed<MoodleCourse>> {
    const [all, recent] = await callAjax(this.session, [ALL_COURSES, RECENT_COURSES], signal);
    const accesses = parseAccesses(recent?.ok ? recent.value : null);
    const lists = all?.ok ? [all] : await this.older(all, signal);
    let whole = true;
    const rows = lists.map((list) => {
      if (!list.ok) throw list.error;
      const parsed = parseTimeline(list.value, this.session.site.baseUrl, accesses);
      whole &&= parsed.dropped === 0;
      if (parsed.dropped > 0)
        this.parts.warn(
          `timeline: ${parsed.dropped} left out as unreadable, the first at ${parsed.firstFault}`,
        );
      return parsed.value;
    });
    this.listed = {
      courses: rows.flatMap(({ courses }) =>
        courses.map((one) => carriedCourse(one, this.known.get(one.id)?.course)),
      ),
      extras: rows.flatMap(({ extras }) => extras),
    };
    // An account that has something to do on the site first is led there by any page.
    if (this.listed.courses.length === 0)
      await this.session.page({ what: 'dashboard', path: '/my/', signal }, 'site');
    return { rows: this.listed.courses, whole };
  }

  async readOverview(
    courseIds: readonly number[],
    { eventsSince }: OverviewOptions,
    signal: AbortSignal,
  ): Promise<MoodleOverview> {
    const { courses: listed, extras } = this.listed;
    const overview = await readOverview(this.parts, { courseIds, eventsSince, listed, extras }, signal);
    return carriedOverview(overview, this.known, this.isTold);
  }

  async *readCourses(
    courseIds: readonly number[],
    questions: CourseQuestions,
    signal: AbortSignal,
  ): AsyncGenerator<CourseReading, void, undefined> {
    for await (const reading of readCourses(this.parts, courseIds, questions, signal))
      yield carriedReading(reading, this.known, this.isTold);
  }

  presence(modules: readonly AskedModule[], signal: AbortSignal): Promise<ReadonlyMap<number, Presence>> {
    return readPresence(this.session, modules, signal);
  }

  async readHtml(url: string, signal: AbortSignal): Promise<string> {
    const path = sessionUrl(this.session.site, url);
    const answer = await this.session.page({ what: 'page file', path, signal }, 'file');
    return htmlToText(answer.body.toString('utf8'));
  }

  serverNow(): number | null {
    return this.session.serverNow();
  }

  stats(): ReaderStats {
    return { ...this.meter };
  }

  /** Sites before 4.0 refuse a classification that they do not know. */
  private async older(
    first: Outcome<unknown> | undefined,
    signal: AbortSignal,
  ): Promise<readonly Outcome<unknown>[]> {
    if (!first || first.ok || first.error.code !== 'moodle.request-refused')
      return [first ?? { ok: false, error: new AppError('moodle.invalid-response', { detail: 'timeline' }) }];
    const calls: readonly AjaxCall[] = SHOWN_AND_HIDDEN;
    return callAjax(this.session, calls, signal);
  }
}
