import type { Quiz } from '../../../../src/contract';
import { useStrings } from '../strings';
import styles from './course.module.css';

const HOUR = 3_600;

/** What to expect of a quiz, and how it went. */
export function ItemQuiz({ quiz }: { readonly quiz: Quiz }) {
  const t = useStrings();
  const { timeLimit, attemptsAllowed, attempts, bestGrade, maxGrade } = quiz;
  const open = attempts?.some(({ state }) => state === 'in-progress' || state === 'overdue') ?? false;
  const time = (seconds: number) =>
    seconds >= 2 * HOUR && seconds % HOUR === 0
      ? t.hours(seconds / HOUR)
      : t.minutes(Math.round(seconds / 60));
  return (
    <p className={styles.workFacts} data-testid="item-quiz">
      {timeLimit !== null && <span>{t.timeLimit(time(timeLimit))}</span>}
      <span>
        {attempts === null || attempts.length === 0
          ? t.attemptsAllowed(attemptsAllowed)
          : t.attemptsOf(attempts.length, attemptsAllowed)}
      </span>
      {open && <strong className={styles.openAttempt}>{t.attemptOpen}</strong>}
      {bestGrade !== null && (
        <strong className={styles.grade} data-testid="item-grade">
          {t.gradeIs}: <bdi>{short(bestGrade)}</bdi>
          {maxGrade !== null && ` ${t.outOf(short(maxGrade))}`}
        </strong>
      )}
    </p>
  );
}

const short = (value: number): string => String(Math.round(value * 100) / 100);
