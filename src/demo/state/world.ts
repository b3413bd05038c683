import { JsonText } from '../http/php-json';
import { CourseModel, ModuleModel, Release, SectionModel, StudentModel } from '../model';

export interface Placed {
  course: CourseModel;
  section: SectionModel;
  module: ModuleModel;
}

interface Indexed {
  course: CourseModel;
  replies: Map<string, JsonText>;
}

/** All courses and students of one university, found by every id Moodle gives out, with ready-made replies. */
export class World {
  /** What the Host header has to say. */
  readonly host: string;
  readonly #courses = new Map<number, Indexed>();
  readonly #students = new Map<string, StudentModel>();
  readonly #byCmid = new Map<number, Placed>();
  readonly #byContext = new Map<number, Placed>();
  readonly #byInstance = new Map<string, Placed>();

  constructor(
    readonly siteUrl: string,
    readonly release: Release,
  ) {
    this.host = new URL(siteUrl).host;
  }

  get students(): StudentModel[] {
    return [...this.#students.values()];
  }

  student(username: string): StudentModel | undefined {
    return this.#students.get(username);
  }

  addStudent(student: StudentModel): void {
    this.#students.set(student.username, student);
  }

  addCourse(course: CourseModel): void {
    this.#courses.set(course.id, { course, replies: new Map() });
    this.#index(course);
  }

  course(id: number): CourseModel | undefined {
    return this.#courses.get(id)?.course;
  }

  coursesOf(student: StudentModel): CourseModel[] {
    return student.courseIds.flatMap((id) => this.course(id) ?? []);
  }

  /** What core_enrol_get_users_courses would name: visible courses, and none for whoever must act first. */
  readableCoursesOf(student: StudentModel): CourseModel[] {
    if (student.mustChangePassword || !student.policyAgreed) return [];
    return this.coursesOf(student).filter((course) => course.visible);
  }

  byCmid(cmid: number): Placed | undefined {
    return this.#byCmid.get(cmid);
  }

  byInstance(type: string, instance: number): Placed | undefined {
    return this.#byInstance.get(`${type} ${instance}`);
  }

  byContext(contextId: number): Placed | undefined {
    return this.#byContext.get(contextId);
  }

  courseByContext(contextId: number): CourseModel | undefined {
    for (const { course } of this.#courses.values()) if (course.contextId === contextId) return course;
    return undefined;
  }

  /** A reply about one course, made once and kept until the course changes. */
  replyOf(course: CourseModel, key: string, make: () => unknown): JsonText {
    const replies = this.#courses.get(course.id)?.replies;
    const kept = replies?.get(key);
    if (kept !== undefined) return kept;
    const made = JsonText.of(make());
    replies?.set(key, made);
    return made;
  }

  /** To be called after every change to a course: ready-made replies and look-ups are renewed. */
  changed(course: CourseModel): void {
    forget(this.#byCmid, course);
    forget(this.#byContext, course);
    forget(this.#byInstance, course);
    this.#courses.get(course.id)?.replies.clear();
    this.#index(course);
  }

  #index(course: CourseModel): void {
    for (const section of course.sections) {
      for (const module of section.modules) {
        const placed = { course, section, module };
        this.#byCmid.set(module.cmid, placed);
        this.#byContext.set(module.contextId, placed);
        this.#byInstance.set(`${module.type} ${module.instance}`, placed);
      }
    }
  }
}

function forget<K>(places: Map<K, Placed>, course: CourseModel): void {
  for (const [key, placed] of places) if (placed.course === course) places.delete(key);
}
