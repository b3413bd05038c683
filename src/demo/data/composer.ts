import { CourseModel, FileModel, ModuleModel, SectionModel } from '../model';
import {
  DAY,
  HOUR,
  WEEK,
  endOfDay,
  hebrewDate,
  midnight,
  semesterAt,
  semesterBefore,
} from './calendar-dates';
import { composeFile } from './compose-file';
import { composeAssignment, composePosts, composeQuiz } from './compose-coursework';
import { categoryId } from './faculties';

import { Identifiers } from './identifiers';
import { SeededRandom } from './random';
import { CourseRecipe, ModuleRecipe, Restriction, SectionRecipe } from './recipes';

export interface ComposeOptions {
  ids: Identifiers;
  /** Unix seconds of the moment everything is dated from. */
  now: number;
  /** Moodle before 4.5 has no subsections: their contents stay in the parent section. */
  subsections: boolean;
}

const COMPLETION = { none: 0, manual: 1, automatic: 2 } as const;

/** Turns a recipe into a course with ids and times. The same recipe and `now` always give the same course. */
export function composeCourse(recipe: CourseRecipe, options: ComposeOptions): CourseModel {
  return new CourseComposer(recipe, options).compose();
}

/** One more module for a course that stands already, uploaded at the given second. */
export function composeModule(
  recipe: ModuleRecipe,
  course: CourseModel,
  options: ComposeOptions,
  at = options.now,
): ModuleModel {
  const like: CourseRecipe = {
    code: course.idnumber,
    name: course.fullname,
    faculty: '',
    lecturer: course.lecturer.name,
    when: 'now',
    sections: [],
  };
  return new CourseComposer(like, options).module(recipe, at, course.lecturer);
}

class CourseComposer {
  readonly #random: SeededRandom;
  readonly #later: SectionModel[] = [];

  constructor(
    readonly recipe: CourseRecipe,
    readonly options: ComposeOptions,
  ) {
    this.#random = new SeededRandom(`${recipe.code} ${recipe.name}`);
  }

  compose(): CourseModel {
    const { recipe, options } = this;
    const { ids, now } = options;
    const current = semesterAt(now);
    const semester = recipe.when === 'now' ? current : semesterBefore(current);
    const starts = midnight(recipe.when === 'now' ? now - 5 * WEEK : now - 34 * WEEK);
    const lecturer = { id: ids.next('teachers', 500), name: recipe.lecturer };
    const dotted = recipe.code.replaceAll('-', '.');
    const course: CourseModel = {
      id: ids.next('course', 2),
      contextId: ids.next('context', 40),
      shortname: `${dotted}.${semester.year}.${semester.number}`,
      fullname:
        recipe.rawName ?? `${recipe.name} ${recipe.code} סמסטר ${semester.letter} ${semester.hebrewYear}`,
      idnumber: `${recipe.code.replaceAll('-', '')}-${semester.year}-${semester.number}`,
      summary:
        recipe.summary ??
        `<p dir="rtl">אתר הקורס <b>${recipe.name}</b>.<br />מרצה: ${recipe.lecturer}. שעות קבלה בתיאום מראש.</p>`,
      categoryId: categoryId(recipe.faculty),
      lecturer,
      format: recipe.format ?? 'topics',
      lang: recipe.lang ?? '',
      starts,
      ends: recipe.noEnd ? 0 : starts + 15 * WEEK,
      modified: starts - 10 * DAY,
      lastAccess: recipe.when === 'now' ? now - this.#random.between(1, 90) * HOUR : null,
      visible: true,
      favourite: recipe.favourite ?? false,
      hiddenByStudent: recipe.hiddenByStudent ?? false,
      enrolledCount: this.#random.between(18, 240),
      image: recipe.image === undefined ? null : this.#file(recipe.image, starts - 10 * DAY),
      groups: (recipe.groups ?? []).map((name) => ({ id: ids.next('groups'), name })),
      exams: (recipe.exams ?? []).map(({ name, days, hours, place }) => ({
        id: ids.next('event', 5_000_000),
        name,
        at: midnight(now + days * DAY) + 9 * HOUR,
        hours,
        place,
        modified: starts - 10 * DAY,
      })),
      sections: [],
      contentsDelayMs: recipe.contentsDelayMs ?? 0,
    };
    course.sections = recipe.sections.map((section, number) =>
      this.#section(section, number, starts, lecturer),
    );
    for (const section of this.#later) course.sections.push({ ...section, number: course.sections.length });
    return course;
  }

  #section(
    recipe: SectionRecipe,
    number: number,
    starts: number,
    lecturer: CourseModel['lecturer'],
  ): SectionModel {
    const at = starts + (recipe.week === undefined ? -3 * DAY : recipe.week * WEEK);
    const modules = recipe.modules.flatMap((each) =>
      each.type === 'subsection' && !this.options.subsections ? (each.inside ?? []) : [each],
    );
    return {
      id: this.options.ids.next('course_sections'),
      number,
      name: recipe.name,
      summary: recipe.summary ?? '',
      visible: !recipe.hidden,
      restriction: this.#restriction(recipe.restriction),
      subsectionOf: null,
      modules: modules.map((each) => this.module(each, Math.min(at, this.options.now - 2 * HOUR), lecturer)),
    };
  }

  module(recipe: ModuleRecipe, at: number, lecturer: CourseModel['lecturer']): ModuleModel {
    const { ids, now } = this.options;
    const modified = at + this.#random.between(0, 40) * HOUR * (at < now - 3 * DAY ? 1 : 0);
    const files = (recipe.files ?? []).map((each) => ({
      ...this.#file(each.name, modified, lecturer.name, each.kb),
      path: each.path ?? '/',
    }));
    const makeFile = (name: string, when: number, author = lecturer.name): FileModel =>
      this.#file(name, when, author);
    const module: ModuleModel = {
      cmid: ids.next('course_modules', 100),
      instance: ids.next(recipe.type),
      contextId: ids.next('context', 40),
      type: recipe.type,
      name: recipe.name,
      modified,
      visible: !recipe.hidden,
      stealth: recipe.stealth ?? false,
      restriction: this.#restriction(recipe.restriction),
      indent: recipe.indent ?? 0,
      completion: COMPLETION[recipe.completion ?? 'none'],
      completedAt: recipe.completed ? modified + 2 * DAY : 0,
      description: recipe.description ?? null,
      files,
      url: recipe.url ?? null,
      html: recipe.html ?? null,
      chapters: (recipe.chapters ?? []).map((each) => ({ id: ids.next('book_chapters'), ...each })),
      opens: recipe.opensDays === undefined ? 0 : endOfDay(now, recipe.opensDays),
      closes: recipe.closesDays === undefined ? 0 : endOfDay(now, recipe.closesDays),
      assignment: recipe.work ? composeAssignment(recipe.work, now, makeFile) : null,
      quiz: recipe.quiz ? composeQuiz(recipe.quiz, now) : null,
      forum: recipe.forum
        ? { kind: recipe.forum, posts: composePosts(recipe.posts ?? [], { now, ids, makeFile, lecturer }) }
        : null,
      override: null,
      deleting: false,
      sectionId: null,
    };
    if (recipe.inside) this.#subsection(module, recipe.inside, at, lecturer);
    return module;
  }

  #subsection(
    module: ModuleModel,
    inside: ModuleRecipe[],
    at: number,
    lecturer: CourseModel['lecturer'],
  ): void {
    const id = this.options.ids.next('course_sections');
    module.sectionId = id;
    this.#later.push({
      id,
      number: 0,
      name: module.name,
      summary: '',
      visible: true,
      restriction: null,
      subsectionOf: module.instance,
      modules: inside.map((each) => this.module(each, at, lecturer)),
    });
  }

  #file(name: string, at: number, author = '', kb?: number): FileModel {
    const size = (kb ?? this.#random.between(28, 900)) * 1024 + this.#random.between(0, 1023);
    return composeFile({ name, at, author, size, title: `${name} · ${this.recipe.name}` });
  }

  #restriction(recipe: Restriction | undefined): string | null {
    if (recipe === undefined) return null;
    if ('fromDays' in recipe)
      return `זמין החל מ <strong>${hebrewDate(endOfDay(this.options.now, recipe.fromDays) + 60)}</strong>`;
    if ('group' in recipe) return `זמין רק למי ש: שייך ל <strong>${recipe.group}</strong>`;
    return `זמין רק למי ש: הפעילות <strong>${recipe.after}</strong> הושלמה`;
  }
}
