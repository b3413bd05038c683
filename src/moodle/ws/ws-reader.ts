import type { Meter, MoodleHttpClient } from '../http/moodle-http.client';
import { AppError } from '../../errors';
import type { MoodleOptions } from '../moodle.options';
import { parseCourses, parseGroupIds } from '../parse';
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
  ReadCoursesOptions,
  ReaderStats,
} from '../reader';
import type { MoodleCourse, MoodleProfile } from '../words';
import { accountObjection } from './account-check';
import { readCourses } from './course-readings';
import { readHtmlFile } from './html-file';
import { readOverview } from './overview';
import { readPresence } from './presence';
import { ReaderCalls } from './reader-calls';
import type { RestClient } from './rest.client';

export interface WsReaderParts {
  readonly http: MoodleHttpClient;
  readonly rest: RestClient;
  readonly profile: MoodleProfile;
  readonly options: MoodleOptions;
  readonly meter: Meter;
  /** Told about replies of which something had to be left out; holds figures and places, no values. */
  readonly warn: (message: string) => void;
}

const GROUPS = 'core_group_get_course_user_groups';

/** Reads one student's Moodle over its web services. */
export class WsReader implements MoodleReader {
  readonly coverage = [];
  private readonly calls: ReaderCalls;
  /** Groups that the student is in, over all courses; `null` until they are known, or known not to be had. */
  private groups: Outcome<readonly number[]> | null = null;

  constructor(private readonly parts: WsReaderParts) {
    const { rest, profile, options, meter, warn } = parts;
    const { functions, userId } = profile;
    this.calls = new ReaderCalls({ rest, functions, userId, parallel: options.parallel, meter, warn });
  }

  get profile(): MoodleProfile {
    return this.parts.profile;
  }

  async listCourses(signal: AbortSignal): Promise<Listed<MoodleCourse>> {
    const { http, rest, meter, profile } = this.parts;
    const name = 'core_enrol_get_users_courses';
    // Counting each course's students costs the server time and tells a student nothing.
    const listing = { name, args: { userid: profile.userId, returnusercount: false } } as const;
    const { outcomes } = await this.calls.together([listing, { name: GROUPS, args: {} }], signal);
    const [answer, groups] = outcomes;
    this.groups = this.groupsOf(groups);
    const listed = this.calls.listed(name, answer ?? unanswered(name), (value) =>
      parseCourses(value, rest.access.site.baseUrl),
    );
    if (!listed.ok) throw listed.error;
    const { rows, whole } = listed.value;
    if (rows.length === 0 && !whole) throw unreadable(name);
    // An account that has something to do on the site first gets an empty list, just as one without courses does.
    const objection = rows.length === 0 ? await accountObjection(http, rest.access, { signal, meter }) : null;
    if (objection) throw objection;
    return listed.value;
  }

  async readOverview(
    courseIds: readonly number[],
    options: OverviewOptions,
    signal: AbortSignal,
  ): Promise<MoodleOverview> {
    const groups = this.groups?.ok === false && this.groups.error.retryable ? null : this.groups;
    this.groups = groups ?? (await this.askGroups(signal));
    return readOverview(this.calls, courseIds, { ...options, groups: this.groups }, signal);
  }

  readCourses(
    courseIds: readonly number[],
    questions: CourseQuestions,
    signal: AbortSignal,
    options?: ReadCoursesOptions,
  ): AsyncIterable<CourseReading> {
    return readCourses(this.calls, courseIds, questions, signal, options);
  }

  presence(modules: readonly AskedModule[], signal: AbortSignal): Promise<ReadonlyMap<number, Presence>> {
    return readPresence(this.calls, modules, signal);
  }

  readHtml(url: string, signal: AbortSignal): Promise<string> {
    const { http, rest, meter } = this.parts;
    return readHtmlFile(http, rest.access, url, { signal, meter });
  }

  serverNow(): number | null {
    return this.parts.rest.clock.now();
  }

  stats(): ReaderStats {
    return { ...this.parts.meter };
  }

  private async askGroups(signal: AbortSignal): Promise<Outcome<readonly number[]>> {
    const { outcomes } = await this.calls.together([{ name: GROUPS, args: {} }], signal);
    return this.groupsOf(outcomes[0]);
  }

  private groupsOf(answer: Outcome<unknown> | undefined): Outcome<readonly number[]> {
    return this.calls.parsed(GROUPS, answer ?? unanswered(GROUPS), parseGroupIds);
  }
}

const unreadable = (name: string): AppError => new AppError('moodle.invalid-response', { detail: name });

const unanswered = (name: string): Outcome<never> => ({ ok: false, error: unreadable(name) });
