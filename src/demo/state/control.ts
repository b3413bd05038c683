import { preparedContents } from '../calls/contents';
import { composeCourse, composeModule } from '../data/composer';
import { LoadRecipe, loadCourses } from '../data/load';
import { newStudent } from '../data/people';
import { CourseRecipe, ModuleRecipe } from '../data/recipes';
import { Identifiers } from '../data/identifiers';
import { CourseModel, GroupModel, ModuleModel, OverrideModel, StudentModel } from '../model';
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
export class DemoControl {
  constructor(
    private readonly world: World,
    private readonly tokens: Tokens,
    private readonly faults: Faults,
    private readonly traffic: Traffic,
    private readonly ids: Identifiers,
    private readonly clock: () => number,
    /** Switches of the site; assign to them. */
    readonly site: SiteState,
  ) {}

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

  student(username: string): StudentModel {
    const student = this.world.student(username);
    if (student === undefined) throw new Error(`no such student: ${username}`);
    return student;
  }

  coursesOf(username: string): readonly CourseModel[] {
    return this.world.coursesOf(this.student(username));
  }

  course(courseId: number): CourseModel {
    const course = this.world.course(courseId);
    if (course === undefined) throw new Error(`no such course: ${courseId}`);
    return course;
  }

  module(cmid: number): ModuleModel {
    return this.placed(cmid).module;
  }

  /** Any change to a course; what was prepared for it is prepared anew. */
  editCourse(courseId: number, edit: (course: CourseModel) => void): void {
    const course = this.course(courseId);
    edit(course);
    this.world.changed(course);
  }

  /** Any change to an activity; its time of change becomes now. */
  editModule(cmid: number, edit: (module: ModuleModel) => void): void {
    const { course, module } = this.placed(cmid);
    edit(module);
    module.modified = this.seconds();
    this.world.changed(course);
  }

  renameModule(cmid: number, name: string): void {
    this.editModule(cmid, (module) => (module.name = name));
  }

  /** `due` in Unix seconds; 0 = no deadline. */
  setDueDate(cmid: number, due: number): void {
    this.editModule(cmid, ({ assignment }) => {
      if (assignment === null) throw new Error(`not an assignment: ${cmid}`);
      assignment.due = due;
    });
  }

  /** Moves dates for the student, or for one of their groups; `null` takes it back. Nothing else of the activity changes, its time least. */
  setOverride(cmid: number, override: OverrideModel | null): void {
    const { course, module } = this.placed(cmid);
    module.override = override;
    this.world.changed(course);
  }

  /** One more group of the course that the student is in. */
  addGroup(courseId: number, name: string): GroupModel {
    const group = { id: this.ids.next('groups'), name };
    this.editCourse(courseId, (course) => course.groups.push(group));
    return group;
  }

  removeModule(cmid: number): void {
    const { course, section, module } = this.placed(cmid);
    section.modules = section.modules.filter((each) => each !== module);
    this.world.changed(course);
  }

  addModule(courseId: number, recipe: ModuleRecipe, sectionNumber = 0): ModuleModel {
    const course = this.course(courseId);
    const section = course.sections[sectionNumber];
    if (section === undefined) throw new Error(`no such section: ${sectionNumber}`);
    const module = composeModule(recipe, course, this.composing());
    section.modules.push(module);
    this.world.changed(course);
    return module;
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

  private placed(cmid: number): {
    course: CourseModel;
    section: CourseModel['sections'][number];
    module: ModuleModel;
  } {
    const placed = this.world.byCmid(cmid);
    if (placed === undefined) throw new Error(`no such module: ${cmid}`);
    return placed;
  }

  private seconds(): number {
    return Math.floor(this.clock() / 1000);
  }

  private composing(): { ids: Identifiers; now: number; subsections: boolean } {
    return { ids: this.ids, now: this.seconds(), subsections: this.world.release === '4.5' };
  }
}
