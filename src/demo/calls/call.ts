import { z } from 'zod';
import { CourseModel, ModuleModel, Release, StudentModel } from '../model';
import { SiteState } from '../state/site';
import { Tokens } from '../state/tokens';
import { World } from '../state/world';
import { JsonText } from '../http/php-json';
import { refusal } from './errors';
import { TextSettings, formatName } from './names';
import { parse } from './parameters';
import { isNamed, openModules } from './standing';

/** Everything a web-service function may look at. */
export interface Call {
  world: World;
  site: SiteState;
  tokens: Tokens;
  student: StudentModel;
  settings: TextSettings;
  /** Unix seconds. */
  now: number;
  /** Functions this release has, by name. */
  functions: ReadonlyMap<string, ServiceFunction>;
  /** Runs another function within the same request. */
  invoke(name: string, args: unknown, settings: TextSettings): Promise<JsonText>;
}

export interface ServiceFunction {
  name: string;
  since: Release;
  /** Checks the arguments; `courses` are those the call is about, `answer` does the work. */
  prepare(input: unknown, call: Call): { courses: readonly number[]; answer(): unknown };
}

interface Definition<S extends z.ZodType> {
  parameters: S;
  answer(args: z.output<S>, call: Call): unknown;
  /** Ids of the courses a call is about; default: its `courseid` or `courseids`. */
  courses?(args: z.output<S>, call: Call): readonly number[];
  since?: Release;
}

export function define<S extends z.ZodType>(name: string, definition: Definition<S>): ServiceFunction {
  return {
    name,
    since: definition.since ?? '4.1',
    prepare(input, call) {
      const args = parse(definition.parameters, input);
      return {
        courses: definition.courses?.(args, call) ?? namedCourses(args),
        answer: () => definition.answer(args, call),
      };
    },
  };
}

function namedCourses(args: unknown): readonly number[] {
  if (typeof args !== 'object' || args === null) return [];
  if ('courseid' in args && typeof args.courseid === 'number') return [args.courseid];
  if ('courseids' in args && Array.isArray(args.courseids)) {
    return args.courseids.filter((id) => typeof id === 'number');
  }
  return [];
}

/** The course, for a student who may read it; otherwise what Moodle answers to the others. */
export function readableCourse(id: number, call: Call): CourseModel {
  const course = call.world.course(id);
  if (course === undefined) throw refusal('invalidrecord', 'course');
  const { student, world } = call;
  const refused = refusal('errorcoursecontextnotvalid', String(id));
  if (student.mustChangePassword) refused.message += '\nerror/forcepasswordchangenotice';
  else if (!student.policyAgreed)
    refused.message += `\n${refusal('sitepolicynotagreed', `${world.siteUrl}/user/policy.php`).message}`;
  else if (student.courseIds.includes(id) && course.visible) return course;
  else refused.message += `\n${refusal('requireloginerror').message}`;
  throw refused;
}

/** As `readableCourse`, for functions that go in by the course's own door and let its refusal pass unchanged. */
export function enteredCourse(id: number, call: Call): CourseModel {
  const course = call.world.course(id);
  if (course === undefined) throw refusal('invalidrecord', 'course');
  if (call.student.mustChangePassword) throw refusal('forcepasswordchangenotice');
  if (!call.student.policyAgreed) throw refusal('sitepolicynotagreed');
  if (!call.student.courseIds.includes(id) || !course.visible) throw refusal('requireloginerror');
  return course;
}

/** An activity the student may open, by its instance id. */
export function openActivity(
  type: string,
  instance: number,
  call: Call,
): { course: CourseModel; module: ModuleModel } {
  const placed = call.world.byInstance(type, instance);
  if (placed === undefined) throw refusal('invalidrecord', type);
  const { course, module } = placed;
  if (!isNamed(module) || !call.student.courseIds.includes(course.id)) throw refusal('requireloginerror');
  return placed;
}

/** Names of a course are formatted wherever they appear. */
export const courseName = (course: CourseModel, call: Call): string =>
  formatName(course.fullname, call.settings);

export const is45 = (call: Pick<Call, 'world'>): boolean => call.world.release === '4.5';

/** Ids asked for, or all courses of the student when none were. */
export function wantedCourses(ids: readonly number[] | undefined, call: Call): CourseModel[] {
  const readable = call.world.readableCoursesOf(call.student);
  return ids === undefined || ids.length === 0
    ? readable
    : readable.filter((course) => ids.includes(course.id));
}

/** Activities of one kind that the student can see and open. */
export function activitiesOf(
  course: CourseModel,
  type: string,
): { module: ModuleModel; sectionNumber: number; sectionId: number }[] {
  return openModules(course.sections)
    .filter(({ module }) => module.type === type)
    .map(({ section, module }) => ({ module, sectionNumber: section.number, sectionId: section.id }));
}
