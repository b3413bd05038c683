import { composeFile } from '../data/compose-file';
import { ComposeOptions, composeModule } from '../data/composer';
import { Identifiers } from '../data/identifiers';
import { ModuleRecipe } from '../data/recipes';
import { CourseModel, FileModel, GroupModel, ModuleModel, SectionModel } from '../model';
import { Placed, World } from './world';

/** What a teacher does to a course, its sections, its activities and their files. */
export class CourseEditor {
  /** Activities that were deleted, for the recycle bin. */
  readonly #deleted = new Map<number, Placed>();

  constructor(
    protected readonly world: World,
    protected readonly ids: Identifiers,
    private readonly clock: () => number,
  ) {}

  course(courseId: number): CourseModel {
    const course = this.world.course(courseId);
    if (course === undefined) throw new Error(`no such course: ${courseId}`);
    return course;
  }

  section(courseId: number, number: number): SectionModel {
    const section = this.course(courseId).sections.find((each) => each.number === number);
    if (section === undefined) throw new Error(`no such section: ${number}`);
    return section;
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

  /** Any change to a section. */
  editSection(courseId: number, number: number, edit: (section: SectionModel) => void): void {
    const section = this.section(courseId, number);
    this.editCourse(courseId, () => edit(section));
  }

  /** Any change to an activity; its time of change becomes now. */
  editModule(cmid: number, edit: (module: ModuleModel) => void): void {
    this.change(cmid, (module) => {
      edit(module);
      module.modified = this.seconds();
    });
  }

  renameCourse(courseId: number, fullname: string): void {
    this.editCourse(courseId, (course) => {
      course.fullname = fullname;
      course.modified = this.seconds();
    });
  }

  /** No student finds the course any more, enrolled or not. */
  hideCourse(courseId: number): void {
    this.editCourse(courseId, (course) => (course.visible = false));
  }

  showCourse(courseId: number): void {
    this.editCourse(courseId, (course) => (course.visible = true));
  }

  /** One more group of the course that the student is in. */
  addGroup(courseId: number, name: string): GroupModel {
    const group = { id: this.ids.next('groups'), name };
    this.editCourse(courseId, (course) => course.groups.push(group));
    return group;
  }

  renameSection(courseId: number, number: number, name: string): void {
    this.editSection(courseId, number, (section) => (section.name = name));
  }

  hideSection(courseId: number, number: number): void {
    this.editSection(courseId, number, (section) => (section.visible = false));
  }

  showSection(courseId: number, number: number): void {
    this.editSection(courseId, number, (section) => (section.visible = true));
  }

  /** Shown greyed out, without what is in it, with the reason (HTML); `null` opens it. */
  restrictSection(courseId: number, number: number, reason: string | null): void {
    this.editSection(courseId, number, (section) => (section.restriction = reason));
  }

  /** `addedAt` in Unix seconds, default now: with a hidden recipe, something uploaded long ago that nobody has seen yet. */
  addModule(courseId: number, recipe: ModuleRecipe, sectionNumber = 0, addedAt?: number): ModuleModel {
    const course = this.course(courseId);
    const section = this.section(courseId, sectionNumber);
    const module = composeModule(recipe, course, this.composing(), addedAt);
    section.modules.push(module);
    this.world.changed(course);
    return module;
  }

  renameModule(cmid: number, name: string): void {
    this.editModule(cmid, (module) => (module.name = name));
  }

  hideModule(cmid: number): void {
    this.change(cmid, (module) => (module.visible = false));
  }

  /** Shows what was hidden; neither its time of change nor those of its files become younger. */
  showModule(cmid: number): void {
    this.change(cmid, (module) => (module.visible = true));
  }

  /** Shown greyed out with the reason (HTML). */
  restrictModule(cmid: number, reason: string): void {
    this.editModule(cmid, (module) => (module.restriction = reason));
  }

  unrestrictModule(cmid: number): void {
    this.editModule(cmid, (module) => (module.restriction = null));
  }

  /** To the end of another section of its course. */
  moveModule(cmid: number, sectionNumber: number): void {
    const { course, section, module } = this.placed(cmid);
    const target = this.section(course.id, sectionNumber);
    section.modules = section.modules.filter((each) => each !== module);
    target.modules.push(module);
    this.world.changed(course);
  }

  /** Deleted, while Moodle's cron has not come by yet. */
  scheduleDeletion(cmid: number): void {
    this.change(cmid, (module) => (module.deleting = true));
  }

  removeModule(cmid: number): void {
    const placed = this.placed(cmid);
    const { course, section, module } = placed;
    section.modules = section.modules.filter((each) => each !== module);
    this.#deleted.set(cmid, placed);
    this.world.changed(course);
  }

  /**
   * Takes a deleted activity out of the recycle bin: at the end of its section, and under new ids, as Moodle does. With `sameIds` as it
   * was, as after a site has gone back to its last backup.
   */
  restoreModule(cmid: number, { sameIds = false } = {}): ModuleModel {
    const placed = this.#deleted.get(cmid);
    if (placed === undefined) throw new Error(`not deleted: ${cmid}`);
    const { course, section, module } = placed;
    this.#deleted.delete(cmid);
    const restored = sameIds ? module : { ...module, ...this.newIds(module.type) };
    restored.deleting = false;
    section.modules.push(restored);
    this.world.changed(course);
    return restored;
  }

  /** One more file of a resource, a folder or an assignment. */
  addFile(cmid: number, name: string, { path = '/', kb = 100 } = {}): FileModel {
    const file = this.newFile(cmid, name, path, kb * 1024);
    this.editModule(cmid, (module) => filesOf(module).push(file));
    return file;
  }

  /** Other content under the same name: another size, another body, a new time of change. */
  replaceFile(cmid: number, name: string): FileModel {
    const { module } = this.placed(cmid);
    const files = filesOf(module);
    const old = fileNamed(files, name);
    const file = this.newFile(cmid, name, old.path, old.size + 1024);
    this.editModule(cmid, () => files.splice(files.indexOf(old), 1, file));
    return file;
  }

  removeFile(cmid: number, name: string): void {
    this.editModule(cmid, (module) => {
      const files = filesOf(module);
      files.splice(files.indexOf(fileNamed(files, name)), 1);
    });
  }

  /** A change that leaves no trace in the activity's own time. */
  protected change(cmid: number, edit: (module: ModuleModel) => void): void {
    const { course, module } = this.placed(cmid);
    edit(module);
    this.world.changed(course);
  }

  protected placed(cmid: number): Placed {
    const placed = this.world.byCmid(cmid);
    if (placed === undefined) throw new Error(`no such module: ${cmid}`);
    return placed;
  }

  protected newFile(cmid: number, name: string, path: string, size: number, author?: string): FileModel {
    const { course } = this.placed(cmid);
    return composeFile({
      name,
      path,
      size,
      at: this.seconds(),
      author: author ?? course.lecturer.name,
      title: `${name} · ${this.ids.next('files')}`,
    });
  }

  protected seconds(): number {
    return Math.floor(this.clock() / 1000);
  }

  protected composing(): ComposeOptions {
    return { ids: this.ids, now: this.seconds(), subsections: this.world.release === '4.5' };
  }

  private newIds(type: string): Pick<ModuleModel, 'cmid' | 'instance' | 'contextId'> {
    const { ids } = this;
    return { cmid: ids.next('course_modules'), instance: ids.next(type), contextId: ids.next('context') };
  }
}

const filesOf = (module: ModuleModel): FileModel[] => module.assignment?.introFiles ?? module.files;

function fileNamed(files: readonly FileModel[], name: string): FileModel {
  const file = files.find((each) => each.name === name);
  if (file === undefined) throw new Error(`no such file: ${name}`);
  return file;
}
