import { parseCourseTitle } from '../../../classification';
import { STAGES } from '../../../contract';
import type { MoodleCourse } from '../../../moodle';
import type { SyncDraft } from '../draft';
import { LibraryStore, MoodleSource, type ListedCourse } from '../ports';
import { retrying } from '../retrying';
import type { RunContext } from '../run-context';
import { Stage } from '../stage';

const listed = (course: MoodleCourse): ListedCourse => ({
  course,
  title: parseCourseTitle(course.fullName, {
    ...(course.startsAt === null ? {} : { startDate: course.startsAt }),
    ...(course.endsAt === null ? {} : { endDate: course.endsAt }),
  }),
});

/** Opens the student's Moodle and lists the courses; the library shows them at once, still empty. */
export class FetchCoursesStage extends Stage {
  readonly status = 'fetching_courses';

  constructor(
    private readonly moodle: MoodleSource,
    private readonly library: LibraryStore,
  ) {
    super();
  }

  async run(draft: SyncDraft, context: RunContext): Promise<void> {
    const { signal, studentId } = context;
    draft.reader = await retrying(context, this.status, () => this.moodle.open(studentId, signal));
    const courses = await retrying(context, this.status, () => draft.reader.listCourses(signal));
    draft.listed = courses.map(listed);
    const { added, changed } = await this.library.saveCourses(context, draft.listed);
    draft.added += added;
    draft.changed += changed;
    await context.report({
      type: 'courses.listed',
      status: this.status,
      progress: STAGES[this.status].progress ?? 0,
      data: { courses: draft.counts },
    });
  }
}
