import type { Submission } from '../../../../src/contract';
import { useLanguage } from '../../react';
import { dayAndTime } from '../format/dates';
import { LongText } from '../format/long-text';
import { FileList } from '../library/file-list';
import { useStrings, type Strings } from '../strings';
import styles from './course.module.css';

/** What the student handed in to an assignment, and what came back. */
export function ItemSubmission({
  submission,
  maxGrade,
  now,
}: {
  readonly submission: Submission;
  readonly maxGrade: number | null;
  readonly now: Date;
}) {
  const t = useStrings();
  const language = useLanguage();
  const { status, attempt, text, files, graded, grade, feedback, feedbackFiles, locked } = submission;
  const at = submission.submittedAt && dayAndTime(new Date(submission.submittedAt), now, language);
  const handedInName = status === 'draft' ? t.inDraft : t.handedIn;
  const handedIn = text !== null || files.length > 0;
  const answered = feedback !== null || feedbackFiles.length > 0;
  const facts = [
    statusText(status, at, t),
    attempt > 1 && t.attemptNumber(attempt),
    locked && status !== 'submitted' && t.locked,
  ].filter((fact) => typeof fact === 'string');
  if (facts.length === 0 && !handedIn && !answered && !graded) return null;
  return (
    <div className={styles.work} data-testid="item-submission" data-status={status}>
      <p className={styles.workFacts}>
        {facts.map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
        {graded && grade !== null && (
          <strong className={styles.grade} data-testid="item-grade">
            {t.gradeIs}: <bdi>{grade}</bdi>
            {/* Moodle's own form mostly says out of how much already. */}
            {maxGrade !== null && !grade.includes('/') && ` ${t.outOf(String(maxGrade))}`}
          </strong>
        )}
      </p>
      {handedIn && (
        <details className={styles.fold}>
          <summary>{handedInName}</summary>
          {text !== null && <LongText text={text} />}
          {files.length > 0 && <FileList files={files} label={handedInName} />}
        </details>
      )}
      {answered && (
        <details className={styles.fold}>
          <summary>{t.feedback}</summary>
          {feedback !== null && <LongText text={feedback} />}
          {feedbackFiles.length > 0 && <FileList files={feedbackFiles} label={t.feedbackFiles} />}
        </details>
      )}
    </div>
  );
}

/** Nothing handed in is said by the state of the task. */
function statusText(status: Submission['status'], at: string | null, t: Strings): string | null {
  return {
    none: null,
    draft: t.submissionDraft,
    submitted: t.submissionDone(at),
    reopened: t.submissionReopened,
  }[status];
}
