import type { CoursePart } from '../../contract';
import { AppError } from '../../errors';
import { fingerprintOf } from '../../fingerprint';
import type { LibraryMemory } from '../../library';
import type { Listed, MoodleOverview, Outcome } from '../../moodle';
import type { ListedCourse } from './ports';
import type { KnownToday } from './questions';

/** What concerns all courses at once, taken apart by course. `null` and absent: not read this time. */
export class Surroundings {
  private readonly assignments;
  private readonly quizzes;
  private readonly forums;
  private readonly pages;
  private readonly totals;
  /** Activities with a date set for this student, as `type:instance`. */
  readonly overrides: Listed<string> | null;

  constructor(private readonly overview: MoodleOverview) {
    this.assignments = byCourse(overview.assignments);
    this.quizzes = byCourse(overview.quizzes);
    this.forums = byCourse(overview.forums);
    this.pages = byCourse(overview.pages);
    this.totals = new Map(valueOf(overview.totals)?.map((total) => [total.id, total]));
    const events = valueOf(overview.events);
    this.overrides = events && {
      rows: events.rows
        .filter(({ override }) => override)
        .map(({ activityType, instance }) => `${activityType}:${instance}`),
      whole: events.whole,
    };
  }

  /** Parts that could not be read of any course, by what a student knows them as. */
  get failedParts(): ReadonlyMap<CoursePart, AppError> {
    const failed = new Map<CoursePart, AppError>();
    for (const [name, part] of Object.entries(PARTS) as [keyof typeof PARTS, CoursePart][]) {
      const outcome = this.overview[name];
      // A site without a kind of activity has nothing of it to read.
      if (!outcome.ok && outcome.error.code !== 'moodle.function-missing') failed.set(part, outcome.error);
    }
    return failed;
  }

  /** Parts that could not be read of this course. */
  failedPartsOf(courseId: number): ReadonlyMap<CoursePart, AppError> {
    const error = this.overview.unread?.get(courseId);
    if (!error) return this.failedParts;
    return new Map([...OF_ACTIVITIES.map((name) => [PARTS[name], error] as const), ...this.failedParts]);
  }

  get extras() {
    return valueOf(this.overview.courses);
  }

  get events() {
    return valueOf(this.overview.events);
  }

  of(courseId: number): ActivityLists {
    if (this.overview.unread?.has(courseId)) return NOT_READ;
    return {
      assignments: listOf(this.assignments, courseId),
      quizzes: listOf(this.quizzes, courseId),
      pages: listOf(this.pages, courseId),
      forums: listOf(this.forums, courseId),
    };
  }

  /** What the choice of questions goes by. */
  known({ course }: ListedCourse, memory: LibraryMemory): KnownToday {
    const { assignments, quizzes, forums } = this.of(course.id);
    return {
      course,
      known: memory.courses.get(course.id) ?? null,
      assignments: assignments ?? [],
      quizzes: quizzes ?? [],
      forums: (forums ?? []).filter(({ type }) => type === 'news'),
      total: this.totals.get(course.id) ?? null,
    };
  }
}

const PARTS = {
  courses: 'details',
  assignments: 'assignments',
  quizzes: 'quizzes',
  forums: 'announcements',
  pages: 'texts',
  events: 'calendar',
} as const satisfies Partial<Record<keyof MoodleOverview, CoursePart>>;

/** Those that list activities. */
export const OF_ACTIVITIES = ['assignments', 'quizzes', 'forums', 'pages'] as const;
type ActivityLists = { readonly [Name in (typeof OF_ACTIVITIES)[number]]: ValueOf<Name> | null };
type ValueOf<Name extends keyof MoodleOverview> = Extract<
  MoodleOverview[Name],
  { readonly ok: true }
>['value'];
const NOT_READ: ActivityLists = { assignments: null, quizzes: null, forums: null, pages: null };

const valueOf = <T>(outcome: Outcome<T>): T | null => (outcome.ok ? outcome.value : null);

function byCourse<T extends { readonly courseId: number }>(
  outcome: Outcome<readonly T[]>,
): ReadonlyMap<number, readonly T[]> | null {
  const rows = valueOf(outcome);
  if (!rows) return null;
  const map = new Map<number, T[]>();
  for (const row of rows) {
    const known = map.get(row.courseId);
    if (known) known.push(row);
    else map.set(row.courseId, [row]);
  }
  return map;
}

const listOf = <T>(map: ReadonlyMap<number, readonly T[]> | null, courseId: number): readonly T[] | null =>
  map && (map.get(courseId) ?? []);

/** What tells whether the stored text of a book is that of its chapters. */
export const bookKeyOf = (chapters: readonly unknown[]): string => fingerprintOf(chapters);
