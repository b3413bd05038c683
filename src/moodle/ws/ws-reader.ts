import type { Meter, MoodleHttpClient } from '../http/moodle-http.client';
import { AppError, toAppError } from '../../errors';
import type { MoodleOptions } from '../moodle.options';
import {
  parseAssignments,
  parseContents,
  parseCourses,
  parseGroupIds,
  parseSubmissionStatus,
  type Parsed,
} from '../parse';
import type {
  AskedModule,
  CourseQuestions,
  CourseReading,
  MoodleCourseContent,
  MoodleOverview,
  MoodleReader,
  Outcome,
  OverviewOptions,
  Presence,
  ReadCoursesOptions,
  ReaderStats,
} from '../reader';
import type { MoodleAssignment, MoodleCourse, MoodleProfile, MoodleSubmission } from '../words';
import { accountObjection } from './account-check';
import { callMany } from './batch';
import { readCourses } from './course-readings';
import type { FormValue } from './form';
import type { MoodleFunction } from './functions';
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

  async listCourses(signal: AbortSignal): Promise<readonly MoodleCourse[]> {
    const { http, rest, meter, profile } = this.parts;
    const name = 'core_enrol_get_users_courses';
    // Counting each course's students costs the server time and tells a student nothing.
    const listing = { name, args: { userid: profile.userId, returnusercount: false } } as const;
    const { outcomes } = await this.calls.together([listing, { name: GROUPS, args: {} }], signal);
    const [listed, groups] = outcomes;
    if (!listed?.ok) throw listed?.error ?? new AppError('moodle.invalid-response', { detail: name });
    this.groups = this.groupsOf(groups);
    const courses = this.reported(name, parseCourses(listed.value, rest.access.site.baseUrl));
    // An account that has something to do on the site first gets an empty list, just as one without courses does.
    const objection =
      courses.length === 0 ? await accountObjection(http, rest.access, { signal, meter }) : null;
    if (objection) throw objection;
    return courses;
  }

  async readCourse(courseId: number, signal: AbortSignal): Promise<MoodleCourseContent> {
    const reply = await this.ask('core_course_get_contents', { courseid: courseId }, signal);
    const parsed = parseContents(reply);
    const sections = this.reported(`core_course_get_contents of course ${courseId}`, parsed);
    return { sections, whole: parsed.dropped === 0 && sections.length > 0 };
  }

  async listAssignments(
    courseIds: readonly number[],
    signal: AbortSignal,
  ): Promise<readonly MoodleAssignment[]> {
    const size = this.parts.options.maxIdsPerRequest;
    const assignments: MoodleAssignment[] = [];
    for (let start = 0; start < courseIds.length; start += size) {
      const courseids = courseIds.slice(start, start + size);
      const reply = await this.ask('mod_assign_get_assignments', { courseids }, signal);
      assignments.push(...this.reported('mod_assign_get_assignments', parseAssignments(reply)));
    }
    return assignments;
  }

  async readSubmissions(
    assignmentIds: readonly number[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<number, Outcome<MoodleSubmission>>> {
    const name = 'mod_assign_get_submission_status';
    if (assignmentIds.length === 0) return new Map();
    this.require(name);
    const { rest, profile, options, meter } = this.parts;
    const calls = assignmentIds.map((assignid) => ({ name, args: { assignid } }) as const);
    const outcomes = await callMany(rest, profile.functions, calls, options, { signal, meter });
    return new Map(
      outcomes.flatMap((outcome, index) => {
        const assignmentId = assignmentIds[index];
        return assignmentId === undefined ? [] : [[assignmentId, readSubmission(outcome, assignmentId)]];
      }),
    );
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
    const none = { ok: false, error: new AppError('moodle.invalid-response', { detail: GROUPS }) } as const;
    return this.calls.parsed(GROUPS, answer ?? none, parseGroupIds);
  }

  private async ask(
    name: MoodleFunction,
    args: Readonly<Record<string, FormValue>>,
    signal: AbortSignal,
  ): Promise<unknown> {
    this.require(name);
    return this.parts.rest.call(name, args, { signal, meter: this.parts.meter });
  }

  /** Moodle answers a call that a token may not make exactly as it answers an expired token, so it is not made. */
  private require(name: MoodleFunction): void {
    const { functions } = this.parts.profile;
    if (!functions.has(name)) throw new AppError('moodle.function-missing', { detail: name });
  }

  private reported<T>(what: string, parsed: Parsed<T>): T {
    if (parsed.dropped > 0)
      this.parts.warn(`${what}: ${parsed.dropped} left out as unreadable, the first at ${parsed.firstFault}`);
    return parsed.value;
  }
}

function readSubmission(outcome: Outcome<unknown>, assignmentId: number): Outcome<MoodleSubmission> {
  if (!outcome.ok) return outcome;
  try {
    return { ok: true, value: parseSubmissionStatus(outcome.value, assignmentId) };
  } catch (error) {
    return { ok: false, error: toAppError(error) };
  }
}
