import { IconCalendarDue } from '@tabler/icons-react';
import type { LibraryItem } from '../../../../src/contract';
import { useLanguage } from '../../react';
import { dayAndTime, relativeTime } from '../format/dates';
import { CLOSES, SOURCE_NAMES } from '../library/deadline-source';
import { urgency } from '../library/urgency';
import { useStrings } from '../strings';
import styles from './course.module.css';

/** When it is due or closes, which of Moodle's dates says so, and the dates around it that still matter. */
export function ItemDeadline({
  type,
  deadline,
  now,
}: {
  /** Moodle's activity type. */
  readonly type: string;
  readonly deadline: NonNullable<LibraryItem['deadline']>;
  readonly now: Date;
}) {
  const t = useStrings();
  const language = useLanguage();
  const { dueAt, opensAt, cutoffAt, source } = deadline;
  const due = new Date(dueAt);
  const when = dayAndTime(due, now, language);
  // A quiz moved for one student still closes; only work is handed in.
  const closes = CLOSES.has(source) || (source === 'override' && type !== 'assign');
  const name = CLOSES.has(source) ? null : SOURCE_NAMES[source];
  const opens = opensAt === null ? null : new Date(opensAt);
  const cutoff = cutoffAt === null ? null : new Date(cutoffAt);
  // A cut-off at the deadline itself, or one that has passed, is no chance any more.
  const late = cutoff !== null && cutoff > due && cutoff > now ? cutoff : null;
  return (
    <p className={styles.due} data-urgency={urgency(deadline, now)} data-testid="item-deadline">
      <IconCalendarDue size={16} aria-hidden />
      <time dateTime={dueAt}>{closes ? t.closesAt(when) : t.dueAt(when)}</time>
      <strong>{relativeTime(due, now, language)}</strong>
      {name && <span className={styles.source}>{name[language]}</span>}
      {opens && opens > now && <span>{t.opensAt(dayAndTime(opens, now, language))}</span>}
      {late && <span>{t.cutoffAt(dayAndTime(late, now, language))}</span>}
    </p>
  );
}
