import { answerOf, answersOf, type RecordedStudent } from './recordings';
import type {
  RawAssignment,
  RawAssignments,
  RawAttempts,
  RawBestGrade,
  RawEvents,
  RawModule,
  RawPages,
  RawQuizzes,
  RawSection,
  RawSubmissionStatus,
} from './raw-moodle';

export interface RecordedModule {
  readonly module: RawModule;
  readonly courseId: number;
  readonly sectionId: number;
  /** Position in its section, from 0. */
  readonly order: number;
}

/** What was recorded of a student's courses, laid out for looking things up. */
export class RecordedCourses {
  readonly sections: ReadonlyMap<number, readonly RawSection[]>;
  readonly modules: readonly RecordedModule[];
  readonly assignments: ReadonlyMap<number, RawAssignment>;
  readonly quizzes: ReadonlyMap<number, RawQuizzes['quizzes'][number]>;
  readonly pages: ReadonlyMap<number, RawPages['pages'][number]>;
  readonly submissions: ReadonlyMap<number, RawSubmissionStatus>;
  readonly attempts: ReadonlyMap<number, RawAttempts>;
  readonly bestGrades: ReadonlyMap<number, RawBestGrade>;
  readonly events: RawEvents['events'];
  readonly userId: number;

  constructor(student: RecordedStudent) {
    this.sections = answersOf<RawSection[]>(student, 'core_course_get_contents', 'courseid');
    this.modules = [...this.sections].flatMap(([courseId, sections]) =>
      sections.flatMap((section) =>
        section.modules.map((module, order) => ({ module, courseId, sectionId: section.id, order })),
      ),
    );
    const { courses } = answerOf<RawAssignments>(student, 'mod_assign_get_assignments');
    this.assignments = byCmid(
      courses.flatMap(({ assignments }) => assignments),
      ({ cmid }) => cmid,
    );
    const { quizzes } = answerOf<RawQuizzes>(student, 'mod_quiz_get_quizzes_by_courses');
    this.quizzes = byCmid(quizzes, ({ coursemodule }) => coursemodule);
    const { pages } = answerOf<RawPages>(student, 'mod_page_get_pages_by_courses');
    this.pages = byCmid(pages, ({ coursemodule }) => coursemodule);
    this.submissions = answersOf(student, 'mod_assign_get_submission_status', 'assignid');
    this.attempts = answersOf(student, 'mod_quiz_get_user_attempts', 'quizid');
    this.bestGrades = answersOf(student, 'mod_quiz_get_user_best_grade', 'quizid');
    this.events = answerOf<RawEvents>(student, 'core_calendar_get_calendar_events').events;
    this.userId = answerOf<{ userid: number }>(student, 'core_webservice_get_site_info').userid;
  }

  /** The module of an activity, by its type and its id among its kind. */
  cmidOf(type: string | null, instance: number | null): number | null {
    const found = this.modules.find(({ module }) => module.modname === type && module.instance === instance);
    return found?.module.id ?? null;
  }
}

const byCmid = <T>(rows: readonly T[], key: (row: T) => number): ReadonlyMap<number, T> =>
  new Map(rows.map((row) => [key(row), row]));
