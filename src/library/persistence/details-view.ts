import type { Completion, LibraryFile, Quiz, Submission } from '../../contract';
import type { ItemDetails } from './item-facts';
import { toTimestamp } from './recordset';

/** What was handed in, and what came back; `filesOf` gives the files of either. */
export function toSubmission(
  { submission }: ItemDetails,
  filesOf: (origin: 'submission' | 'feedback') => readonly LibraryFile[],
): Submission | null {
  if (!submission) return null;
  return {
    status: submission.status,
    attempt: submission.attempt,
    submittedAt: toTimestamp(submission.submittedAt),
    text: submission.text,
    files: filesOf('submission'),
    graded: submission.graded,
    grade: submission.grade,
    gradedAt: toTimestamp(submission.gradedAt),
    feedback: submission.feedback,
    feedbackFiles: filesOf('feedback'),
    extensionDueAt: toTimestamp(submission.extensionDueAt),
    locked: submission.locked,
  };
}

export function toQuiz({ quiz, quizState }: ItemDetails): Quiz | null {
  if (!quiz) return null;
  return {
    timeLimit: quiz.timeLimit,
    attemptsAllowed: quiz.attemptsAllowed,
    maxGrade: quiz.maxGrade,
    bestGrade: quizState?.bestGrade ?? null,
    attempts:
      quizState?.attempts.map(({ number, state, startedAt, finishedAt }) => ({
        number,
        state,
        startedAt: toTimestamp(startedAt),
        finishedAt: toTimestamp(finishedAt),
      })) ?? null,
  };
}

export function toCompletion({ completion }: ItemDetails): Completion | null {
  return completion ? { ...completion, completedAt: toTimestamp(completion.completedAt) } : null;
}
