import type {
  MoodleActivity,
  MoodleAssignment,
  MoodleCourse,
  MoodleCourseExtras,
  MoodleFile,
  MoodleGradeItem,
  MoodleQuiz,
  MoodleSubmissionDetail,
} from '../../words';

export type KnownModule = Pick<
  MoodleActivity,
  'files' | 'externalUrl' | 'chapters' | 'dates' | 'completion' | 'modifiedAt'
>;
export type KnownSubmission = Omit<MoodleSubmissionDetail, 'editable'>;
export type KnownGrade = Pick<MoodleGradeItem, 'id' | 'grade' | 'shown' | 'gradedAt'>;

/**
 * What earlier readings told of a course, by whatever way. What pages cannot see is taken over from it; and a look into an activity is
 * a request or two and a visit in the site's records, so that what has not changed since is taken over as well.
 */
export interface KnownCourse {
  /** When it was read, by the site's clock (`MoodleReader.serverNow`), Unix seconds; `null` where that is not known. */
  readonly readAt: number | null;
  readonly course?: Pick<MoodleCourse, 'categoryId' | 'format' | 'modifiedAt' | 'completion'>;
  readonly extras?: Omit<MoodleCourseExtras, 'id'>;
  /** By course-module id, as the rest. */
  readonly modules: ReadonlyMap<number, KnownModule>;
  readonly assignments: ReadonlyMap<number, MoodleAssignment>;
  readonly submissions?: ReadonlyMap<number, KnownSubmission>;
  readonly quizzes?: ReadonlyMap<number, Omit<MoodleQuiz, 'courseId' | 'name'>>;
  /** By Moodle's id of the grade. */
  readonly grades?: ReadonlyMap<number, KnownGrade>;
}

/** By course. */
export type KnownCourses = ReadonlyMap<number, KnownCourse>;

/** Where a file lies in its activity. */
export const placeOf = ({ path, name }: Pick<MoodleFile, 'path' | 'name'>): string => path + name;
