import { parseCourseTitle } from '../../../classification';
import { STAGES } from '../../../contract';
import type { MoodleCourse } from '../../../moodle';
import type { SyncDraft } from '../draft';
import { NO_CHECKPOINT } from '../checkpoint';
import { Checkpoints, LibraryStore, MoodleSource, type ListedCourse } from '../ports';
import { waitingReceipt } from '../receipts';
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
    private readonly checkpoints: Checkpoints,
  ) {
    super();
  }

  async run(draft: SyncDraft, context: RunContext): Promise<void> {
    const { signal, studentId } = context;
    draft.reader = await retrying(context, this.status, () => this.moodle.open(studentId, signal));
    const { rows, whole } = await retrying(context, this.status, () => draft.reader.listCourses(signal));
    draft.listed = rows.map(listed);
    draft.memory = await this.library.recall(studentId);
    const checkpoint = context.reached ? await this.checkpoints.find(context) : NO_CHECKPOINT;
    draft.goOnFrom(checkpoint);
    const begin = checkpoint.job ? null : { highestCmid: draft.memory.highestCmid };
    draft.count(await this.library.saveCourses(context, { rows: draft.listed, whole }, begin));
    await context.report({
      type: 'courses.listed',
      status: this.status,
      progress: STAGES[this.status].progress ?? 0,
      data: {
        courses: draft.counts,
        coverage: draft.reader.coverage,
        receipts: draft.listed.map(
          ({ course }) =>
            draft.receipts.get(course.id) ??
            waitingReceipt(
              { moodleId: course.id, name: course.fullName },
              draft.memory.courses.get(course.id)?.syncedAt ?? null,
            ),
        ),
      },
    });
  }
}
