import { Button, Skeleton } from '@mantine/core';
import { IconAlarm, IconCalendarEvent, IconCheck, IconFlame, IconHourglassHigh } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { Deadline } from '../../../../src/contract';
import { useLanguage } from '../../react';
import { SpikeError } from '../../sdk';
import { dayAndTime, relativeTime } from '../format/dates';
import { Name, NameLine } from '../format/name';
import { StateChip } from '../library/state-chip';
import { urgency, type Urgency } from '../library/urgency';
import { coursePath, Link } from '../route/route';
import { Notice } from '../shell/notice';
import { useStrings } from '../strings';
import styles from './home.module.css';

const SHOWN = 5;

const SIGNS = {
  done: IconCheck,
  over: IconAlarm,
  today: IconFlame,
  soon: IconHourglassHigh,
  later: IconCalendarEvent,
} as const satisfies Record<Urgency, unknown>;

export function DeadlinesPanel({
  query,
  ahead,
  now,
  running,
}: {
  readonly query: UseQueryResult<Deadline[]>;
  readonly ahead: readonly Deadline[];
  readonly now: Date;
  /** A sync runs: no deadlines so far says nothing yet. */
  readonly running: boolean;
}) {
  const t = useStrings();
  const language = useLanguage();
  const [all, setAll] = useState(false);
  const waiting = query.isPending || (running && ahead.length === 0 && !query.isError);
  const shown = all ? ahead : ahead.slice(0, SHOWN);
  return (
    <aside className={styles.aside} aria-labelledby="deadlines-title">
      <h2 id="deadlines-title" className={styles.sectionTitle}>
        {t.deadlines}
      </h2>
      {waiting && [1, 2, 3].map((key) => <Skeleton key={key} height={76} radius={16} aria-hidden />)}
      {query.isError && !query.data && (
        <Notice title={t.deadlinesLoadFailed} text={SpikeError.from(query.error).text[language]} tone="bad">
          <Button onClick={() => void query.refetch()}>{t.retry}</Button>
        </Notice>
      )}
      {!waiting && query.data && ahead.length === 0 && (
        <Notice title={t.noDeadlinesTitle} text={t.noDeadlinesText} />
      )}
      {shown.length > 0 && (
        <ul className={styles.deadlines}>
          {shown.map((deadline) => (
            <DeadlineRow key={deadline.itemId} deadline={deadline} now={now} />
          ))}
        </ul>
      )}
      {ahead.length > SHOWN && (
        <Button variant="subtle" onClick={() => setAll(!all)}>
          {all ? t.showFewer : t.showAll(ahead.length)}
        </Button>
      )}
    </aside>
  );
}

function DeadlineRow({ deadline, now }: { readonly deadline: Deadline; readonly now: Date }) {
  const t = useStrings();
  const language = useLanguage();
  const due = new Date(deadline.dueAt);
  const level = urgency(deadline, now);
  const Sign = SIGNS[level];
  const word = { over: t.urgencyOver, today: t.urgencyToday, soon: t.urgencySoon, later: null, done: null }[
    level
  ];
  return (
    <li>
      <Link
        href={coursePath(deadline.courseId, deadline.itemId)}
        className={styles.deadline}
        data-testid="deadline-row"
        data-urgency={level}
      >
        <span className={styles.sign} aria-hidden>
          <Sign size={20} />
        </span>
        <span className={styles.deadlineText}>
          <span className={styles.deadlineName}>
            <Name>{deadline.name}</Name>
          </span>
          <NameLine className={styles.deadlineCourse}>{deadline.courseName}</NameLine>
          <span className={styles.deadlineWhen}>
            <strong>{relativeTime(due, now, language)}</strong>
            <time dateTime={deadline.dueAt}>{dayAndTime(due, now, language)}</time>
          </span>
          <span className={styles.deadlineChips}>
            {word && deadline.state !== 'late' && <span className={styles.urgency}>{word}</span>}
            {deadline.state && <StateChip state={deadline.state} />}
            {deadline.source === 'extension' && <span className={styles.extension}>{t.extended}</span>}
          </span>
        </span>
      </Link>
    </li>
  );
}
