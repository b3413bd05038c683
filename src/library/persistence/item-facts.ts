import type {
  MoodleActivity,
  MoodleAssignment,
  MoodleChapter,
  MoodleCompletion,
  MoodleQuiz,
  MoodleQuizState,
  MoodleSubmissionDetail,
} from '../../moodle';
import { effectiveDeadline, type EffectiveDeadline } from '../deadlines/effective-deadline';

/**
 * What Moodle said of an item beside the course page, each part as it was last read; kept in `library_items.details`, as text: keys keep
 * their order. Times are Unix
 * seconds. Lists of files stand in `library_files`.
 */
export interface ItemDetails {
  readonly assignment?: Omit<MoodleAssignment, 'courseId' | 'name' | 'attachments' | 'unreadableFiles'>;
  readonly submission?: Omit<
    MoodleSubmissionDetail,
    'files' | 'feedbackFiles' | 'unreadableFiles' | 'editable'
  >;
  readonly quiz?: Omit<MoodleQuiz, 'courseId' | 'name'>;
  readonly quizState?: Omit<MoodleQuizState, 'quizId' | 'unreadableAttempts'>;
  readonly completion?: MoodleCompletion;
  readonly chapters?: readonly MoodleChapter[];
  /** Fingerprint of the chapters whose texts are stored. */
  readonly bookKey?: string;
  /** A date was set for this student or the student's group. */
  readonly override?: true;
  /** Fingerprints of the lists of files that are stored, by the reply they stand in. */
  readonly files?: Readonly<Record<string, string>>;
}

/** What this sync read of one item. `null`: not read, what is known stays. */
export interface FreshFacts {
  readonly assignment: MoodleAssignment | null;
  readonly submission: MoodleSubmissionDetail | null;
  readonly quiz: MoodleQuiz | null;
  readonly quizState: MoodleQuizState | null;
  readonly override: boolean | null;
  readonly pageText: string | null;
  readonly book: { readonly key: string; readonly text: string } | null;
  /** Of the lists of files that were read; what is missing stays as it was. */
  readonly filePrints: Readonly<Record<string, string>>;
}

export interface KnownFacts {
  readonly details: ItemDetails;
  readonly text: string | null;
}

/** Where the student stands with a task; the same columns for assignments, quizzes, and what Moodle tracks the completion of. */
export interface TaskStanding {
  readonly status: MoodleSubmissionDetail['status'];
  readonly submittedAt: number | null;
  readonly graded: boolean;
  readonly grade: string | null;
  readonly locked: boolean;
}

export interface ItemFacts {
  readonly details: ItemDetails;
  readonly description: string | null;
  readonly text: string | null;
  readonly modifiedAt: number | null;
  readonly deadline: EffectiveDeadline | null;
  /** `null` where Moodle did not say. */
  readonly standing: TaskStanding | null;
}

/** One item out of all replies that speak of it. What could not be read this time is taken from what is known. */
export function itemFacts(module: MoodleActivity, fresh: FreshFacts, known: KnownFacts | null): ItemFacts {
  const details = detailsOf(module, fresh, known?.details ?? {});
  const { assignment, quiz } = details;
  return {
    details,
    description: assignment?.intro ?? quiz?.intro ?? module.description,
    text: fresh.pageText ?? fresh.book?.text ?? known?.text ?? null,
    modifiedAt: module.modifiedAt ?? assignment?.modifiedAt ?? null,
    deadline: effectiveDeadline({
      assignment: assignment ?? null,
      quiz: quiz ?? null,
      extensionDueAt: details.submission?.extensionDueAt ?? null,
      overridden: details.override ?? false,
      dates: module.dates,
    }),
    standing: standingOf(module.type, details),
  };
}

function detailsOf(module: MoodleActivity, fresh: FreshFacts, known: ItemDetails): ItemDetails {
  const override = fresh.override ?? known.override ?? false;
  const earlier = remembered(module, known);
  // Always in this order: the text of all this is what tells whether anything differs.
  return {
    assignment: fresh.assignment ? assignmentFacts(fresh.assignment) : earlier.assignment,
    submission: fresh.submission ? submissionFacts(fresh.submission) : known.submission,
    quiz: fresh.quiz ? quizFacts(fresh.quiz) : earlier.quiz,
    quizState: fresh.quizState ? quizStateFacts(fresh.quizState, known.quizState) : known.quizState,
    completion: module.completion ?? undefined,
    chapters: module.chapters.length > 0 ? module.chapters : undefined,
    bookKey: fresh.book?.key ?? known.bookKey,
    override: override ? true : undefined,
    files: inOrder({ ...known.files, ...fresh.filePrints }),
  };
}

const inOrder = (prints: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
  const origins = Object.keys(prints);
  return origins.length < 2
    ? prints
    : Object.fromEntries(origins.sort().map((origin) => [origin, prints[origin] ?? '']));
};

/** The dates on the course page are fresh, also where the task itself could not be read. */
function remembered({ dates }: MoodleActivity, { assignment, quiz }: ItemDetails): Partial<ItemDetails> {
  const shown = (id: string, known: number | null): number | null =>
    dates.find((date) => date.id === id)?.at ?? known;
  return {
    ...(assignment && {
      assignment: {
        ...assignment,
        dueAt: shown('duedate', assignment.dueAt),
        opensAt: shown('allowsubmissionsfromdate', assignment.opensAt),
      },
    }),
    ...(quiz && {
      quiz: {
        ...quiz,
        opensAt: shown('timeopen', quiz.opensAt),
        closesAt: shown('timeclose', quiz.closesAt),
      },
    }),
  };
}

function assignmentFacts(assignment: MoodleAssignment): NonNullable<ItemDetails['assignment']> {
  const {
    courseId: _course,
    name: _name,
    attachments: _attachments,
    unreadableFiles: _unreadable,
    ...facts
  } = assignment;
  return facts;
}

function submissionFacts(submission: MoodleSubmissionDetail): NonNullable<ItemDetails['submission']> {
  const {
    files: _files,
    feedbackFiles: _feedbackFiles,
    unreadableFiles: _unreadable,
    editable: _editable,
    ...facts
  } = submission;
  return facts;
}

function quizFacts(quiz: MoodleQuiz): NonNullable<ItemDetails['quiz']> {
  const { courseId: _course, name: _name, ...facts } = quiz;
  return facts;
}

/** Of a list that is not whole nothing is gone: attempts that are known and not named stay, and so does the grade. */
function quizStateFacts(
  { attempts, bestGrade, unreadableAttempts }: MoodleQuizState,
  known: ItemDetails['quizState'],
): NonNullable<ItemDetails['quizState']> {
  if (!unreadableAttempts || !known) return { attempts, bestGrade };
  const named = new Set(attempts.map(({ id }) => id));
  const all = [...attempts, ...known.attempts.filter(({ id }) => !named.has(id))];
  return { attempts: all.sort((a, b) => a.number - b.number), bestGrade: bestGrade ?? known.bestGrade };
}

/** Activities that a student does, and that tell whether it is done by their completion alone; to have looked at a file is no task. */
const TOLD_BY_COMPLETION = new Set([
  'choice',
  'data',
  'feedback',
  'h5pactivity',
  'hvp',
  'lesson',
  'lti',
  'questionnaire',
  'scorm',
  'survey',
  'workshop',
]);

function standingOf(type: string, { submission, quizState, completion }: ItemDetails): TaskStanding | null {
  if (submission) {
    const { status, submittedAt, graded, grade, locked } = submission;
    return { status, submittedAt, graded, grade, locked };
  }
  if (quizState) return quizStanding(quizState);
  if (!completion || !TOLD_BY_COMPLETION.has(type)) return null;
  const done = completion.state !== 'incomplete';
  return {
    status: done ? 'submitted' : 'none',
    submittedAt: done ? completion.completedAt : null,
    graded: false,
    grade: null,
    locked: false,
  };
}

function quizStanding({ attempts, bestGrade }: NonNullable<ItemDetails['quizState']>): TaskStanding {
  const finished = attempts.filter(({ state }) => state === 'finished');
  const begun = attempts.some(({ state }) => state === 'in-progress' || state === 'overdue');
  const graded = finished.length > 0 && bestGrade !== null;
  return {
    status: finished.length > 0 ? 'submitted' : begun ? 'draft' : 'none',
    submittedAt: finished.at(-1)?.finishedAt ?? null,
    graded,
    grade: graded ? String(bestGrade) : null,
    locked: false,
  };
}
