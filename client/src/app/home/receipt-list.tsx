import {
  IconAlertTriangle,
  IconCheck,
  IconCircleDashed,
  IconCircleHalf2,
  IconPlayerSkipForward,
  type Icon,
} from '@tabler/icons-react';
import type { CourseReceipt, CourseSummary } from '../../../../src/contract';
import { missingText, useLanguage } from '../../react';
import { relativeTime } from '../format/dates';
import { Name } from '../format/name';
import { fileSize } from '../format/numbers';
import { useStrings, type Strings } from '../strings';
import styles from './receipt-list.module.css';

type Outcome = CourseReceipt['outcome'];

const OUTCOMES: Readonly<
  Record<Outcome, { readonly icon: Icon; readonly word: keyof Strings & `receipt${string}` }>
> = {
  waiting: { icon: IconCircleDashed, word: 'receiptWaiting' },
  read: { icon: IconCheck, word: 'receiptRead' },
  partial: { icon: IconCircleHalf2, word: 'receiptPartial' },
  failed: { icon: IconAlertTriangle, word: 'receiptFailed' },
  skipped: { icon: IconPlayerSkipForward, word: 'receiptSkipped' },
};

/** What became of each course in a sync, and what it cost; live while the sync runs. */
export function ReceiptList({
  receipt,
  courses,
  now,
}: {
  readonly receipt: readonly CourseReceipt[];
  readonly courses: readonly CourseSummary[];
  readonly now: Date;
}) {
  const t = useStrings();
  if (receipt.length === 0) return null;
  const nameOf = ({ moodleId, name }: CourseReceipt) =>
    courses.find((course) => course.moodleId === moodleId)?.name ?? name;
  return (
    <details className={styles.receipt} data-testid="receipt">
      <summary>{t.receiptTitle}</summary>
      <ul>
        {receipt.map((course) => (
          <Row key={course.moodleId} course={course} name={nameOf(course)} now={now} />
        ))}
      </ul>
    </details>
  );
}

function Row({
  course,
  name,
  now,
}: {
  readonly course: CourseReceipt;
  readonly name: string;
  readonly now: Date;
}) {
  const t = useStrings();
  const language = useLanguage();
  const { outcome, staleSince } = course;
  const { icon: Sign, word } = OUTCOMES[outcome];
  const why = missingText(course, language);
  const missing = outcome === 'failed' || outcome === 'skipped' || outcome === 'partial';
  const unread = outcome === 'failed' || outcome === 'skipped';
  const asked = course.requests > 0;
  return (
    <li className={styles.row} data-testid="receipt-row" data-outcome={outcome}>
      <Sign size={17} stroke={2.2} className={styles.sign} aria-hidden />
      <div className={styles.text}>
        <p className={styles.name}>
          <Name>{name}</Name> <span className={styles.outcome}>{t[word]}</span>
        </p>
        {why && <p>{why}</p>}
        {unread && (
          <p>
            {staleSince === null
              ? t.neverRead
              : t.staleSince(relativeTime(new Date(staleSince), now, language))}
          </p>
        )}
        {missing && <p>{course.triedAgain ? t.receiptAgain : t.receiptNotAgain}</p>}
      </div>
      {asked && (
        <p className={styles.cost}>
          <span>{t.requests(oneDecimal(course.requests))}</span>
          {course.bytes > 0 && <bdi>{fileSize(course.bytes)}</bdi>}
          <bdi>{`${Math.round(course.ms).toLocaleString('en')} ms`}</bdi>
        </p>
      )}
    </li>
  );
}

/** Courses share requests; a small share is still not none. */
const oneDecimal = (value: number): string => String(Math.max(0.1, Math.round(value * 10) / 10));
