import { preparedContents } from '../calls/contents';
import { composeCourse } from '../data/composer';
import { LoadRecipe, loadCourses } from '../data/load';
import { newStudent } from '../data/people';
import { CourseRecipe } from '../data/recipes';
import { Identifiers } from '../data/identifiers';
import { CourseModel, StudentModel } from '../model';
import { CourseworkEditor } from './coursework-editor';
import { Fault, FaultEffect, FaultMatch, Faults, Hold } from './faults';
import { SiteState } from './site';
import { Tokens } from './tokens';
import { Traffic } from './traffic';
import { World } from './world';

export interface StudentRecipe extends LoadRecipe {
  username: string;
  password?: string;
}

/** The hand a test lays on the university: faults, gates, switches, changes to the data. */
export class DemoControl extends CourseworkEditor {
  constructor(
    world: World,
    private readonly tokens: Tokens,
    private readonly faults: Faults,
    private readonly traffic: Traffic,
    ids: Identifiers,
    clock: () => number,
    /** Switches of the site; assign to them. */
    readonly site: SiteState,
  ) {
    super(world, ids, clock);
  }

  /** Makes calls go wrong, e.g. `fault({ fn: 'core_course_get_contents', courseId: 7, times: 2 }, { http: 503 })`. */
  fault(match: FaultMatch, effect: FaultEffect): Fault {
    return this.faults.add(match, effect);
  }

  /** Removes all faults, those the students came with too. */
  clearFaults(): void {
    this.faults.clear();
  }

  /** Shuts a gate before the nth matching call and those after it, until it is released. */
  hold(fn: string, courseId?: number, nth?: number): Hold {
    return this.faults.hold(fn, courseId, nth);
  }

  releaseAll(): void {
    this.faults.releaseAll();
  }

  get inFlight(): number {
    return this.traffic.inFlight;
  }

  /** The most requests ever answered at once since the start, or since `forgetRequests`. */
  get maxInFlight(): number {
    return this.traffic.maxInFlight;
  }

  forgetRequests(): void {
    this.traffic.forget();
  }

  /** Students sign in on the university's own page: 2 in their browser, 3 in one inside an app. */
  signInByBrowser(
    type: 2 | 3 = 2,
    { forcedUrlScheme = 'moodlemobile', identityProviders = [] as readonly string[] } = {},
  ): void {
    Object.assign(this.site, { typeOfLogin: type, forcedUrlScheme, identityProviders });
  }

  signInByPassword(): void {
    Object.assign(this.site, { typeOfLogin: 1, identityProviders: [] });
  }

  /** Closes the site for maintenance, with these words to its students; `null` opens it again. */
  maintain(message: string | null): void {
    Object.assign(this.site, {
      maintenance: message === null ? 'off' : 'web',
      maintenanceMessage: message ?? '',
    });
  }

  student(username: string): StudentModel {
    const student = this.world.student(username);
    if (student === undefined) throw new Error(`no such student: ${username}`);
    return student;
  }

  coursesOf(username: string): readonly CourseModel[] {
    return this.world.coursesOf(this.student(username));
  }

  addCourse(username: string, recipe: CourseRecipe): CourseModel {
    const course = composeCourse(recipe, this.composing());
    this.world.addCourse(course);
    this.student(username).courseIds.push(course.id);
    return course;
  }

  enrol(username: string, courseId: number): void {
    this.student(username).courseIds.push(this.course(courseId).id);
  }

  unenrol(username: string, courseId: number): void {
    const student = this.student(username);
    student.courseIds = student.courseIds.filter((id) => id !== courseId);
  }

  /** A student with as many courses and activities as asked for. */
  addStudent(recipe: StudentRecipe): StudentModel {
    const student = newStudent(this.ids, {
      username: recipe.username,
      password: recipe.password ?? 'demo1234',
    });
    this.world.addStudent(student);
    this.tokens.register(student);
    for (const course of loadCourses(recipe, this.composing())) {
      this.world.addCourse(course);
      student.courseIds.push(course.id);
    }
    this.prepare(student.username);
    return student;
  }

  /** Makes the contents of a student's courses ready, so that no measured call pays for it. */
  prepare(username: string): void {
    for (const course of this.coursesOf(username)) {
      for (const filter of [false, true]) {
        const settings = { filter, raw: false, lang: 'he' } as const;
        preparedContents(course, { world: this.world, settings, now: this.seconds() }).prepare();
      }
    }
  }

  tokenOf(username: string): string {
    return this.tokens.of(this.student(username));
  }

  /** The token is not known any more; the next sign-in gives another. */
  revokeToken(username: string): void {
    this.tokens.revoke(this.student(username));
  }

  /** The next call gets accessexception, those after it invalidtoken. */
  expireToken(username: string): void {
    this.tokens.expire(this.student(username));
  }
}
