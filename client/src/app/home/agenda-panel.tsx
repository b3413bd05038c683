import { Button, Skeleton } from '@mantine/core';
import {
  IconAlarm,
  IconCalendarEvent,
  IconCertificate,
  IconCheck,
  IconFlame,
  IconHourglassHigh,
} from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { CalendarEvent, Deadline } from '../../../../src/contract';
import { useLanguage } from '../../react';
import { SpikeError } from '../../sdk';
import { dayAndTime, relativeTime, timeSpan } from '../format/dates';
import { Name, NameLine } from '../format/name';
import { agenda, agendaInBrief, type AgendaEntry } from '../library/agenda';
import { SOURCE_NAMES } from '../library/deadline-source';
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

/** Moodle's types of events that do not belong to a course. */
const EVENT_KINDS: Readonly<Record<string, 'ownEvent' | 'siteEvent'>> = {
  user: 'ownEvent',
  site: 'siteEvent',
};

/** What lies ahead: tasks by their deadlines, and what the calendar holds, in one order of time. */
export function AgendaPanel({
  deadlines,
  events,
  ahead,
  now,
  running,
}: {
  readonly deadlines: UseQueryResult<Deadline[]>;
  readonly events: UseQueryResult<CalendarEvent[]>;
  readonly ahead: readonly Deadline[];
  readonly now: Date;
  /** A sync runs: nothing so far says nothing yet. */
  readonly running: boolean;
}) {
  const t = useStrings();
  const language = useLanguage();
  const [all, setAll] = useState(false);
  // Which events are deadlines told twice is only known with the deadlines.
  const entries = deadlines.data ? agenda(ahead, events.data ?? [], deadlines.data, now) : [];
  const failed = deadlines.isError && !deadlines.data;
  const waiting = deadlines.isPending || (running && entries.length === 0 && !failed);
  const { first, nextExam } = agendaInBrief(entries, SHOWN);
  const shown = all ? entries : first;
  return (
    <aside className={styles.aside} aria-labelledby="agenda-title">
      <h2 id="agenda-title" className={styles.sectionTitle}>
        {t.comingUp}
      </h2>
      {waiting && [1, 2, 3].map((key) => <Skeleton key={key} height={76} radius={16} aria-hidden />)}
      {failed && (
        <Notice title={t.aheadLoadFailed} text={SpikeError.from(deadlines.error).text[language]} tone="bad">
          <Button onClick={() => void deadlines.refetch()}>{t.retry}</Button>
        </Notice>
      )}
      {!waiting && !failed && events.isError && !events.data && (
        <p className={styles.partFailed} role="status">
          {t.eventsMissing}{' '}
          <Button variant="subtle" size="compact-sm" onClick={() => void events.refetch()}>
            {t.retry}
          </Button>
        </p>
      )}
      {!waiting && !failed && !events.isPending && entries.length === 0 && (
        <Notice title={t.nothingAheadTitle} text={t.nothingAheadText} />
      )}
      {shown.length > 0 && (
        <ul className={styles.deadlines}>
          {shown.map((entry) => (
            <Entry key={keyOf(entry)} entry={entry} now={now} />
          ))}
        </ul>
      )}
      {nextExam && !all && (
        <>
          <h3 className={styles.nextExam}>{t.nextExam}</h3>
          <ul className={styles.deadlines}>
            <Entry entry={nextExam} now={now} />
          </ul>
        </>
      )}
      {entries.length > SHOWN && (
        <Button variant="subtle" onClick={() => setAll(!all)}>
          {all ? t.showFewer : t.showAll(entries.length)}
        </Button>
      )}
    </aside>
  );
}

const keyOf = (entry: AgendaEntry): string =>
  entry.kind === 'event' ? `event-${entry.event.id}` : entry.deadline.itemId;

function Entry({ entry, now }: { readonly entry: AgendaEntry; readonly now: Date }) {
  return entry.kind === 'event' ? (
    <EventRow event={entry.event} exam={entry.exam} now={now} />
  ) : (
    <DeadlineRow deadline={entry.deadline} now={now} />
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
  const source = SOURCE_NAMES[deadline.source];
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
            {source && <span className={styles.source}>{source[language]}</span>}
            {level !== 'done' && deadline.work && deadline.work.hours !== null && (
              <span className={styles.source} title={t.workEstimate} data-testid="deadline-work">
                {t.workHours(deadline.work.hours)}
              </span>
            )}
          </span>
        </span>
      </Link>
    </li>
  );
}

/** Something to be at: an exam, a meeting, an own entry. It leads nowhere where it belongs to no course. */
function EventRow({
  event,
  exam,
  now,
}: {
  readonly event: CalendarEvent;
  readonly exam: boolean;
  readonly now: Date;
}) {
  const t = useStrings();
  const language = useLanguage();
  const starts = new Date(event.startsAt);
  const kind = exam ? t.exam : t[EVENT_KINDS[event.type] ?? 'courseEvent'];
  const Sign = exam ? IconCertificate : IconCalendarEvent;
  const content = (
    <>
      <span className={styles.sign} aria-hidden>
        <Sign size={20} />
      </span>
      <span className={styles.deadlineText}>
        <span className={styles.deadlineName}>
          <Name>{event.name}</Name>
        </span>
        {event.courseName !== null && (
          <NameLine className={styles.deadlineCourse}>{event.courseName}</NameLine>
        )}
        <span className={styles.deadlineWhen}>
          <strong>{relativeTime(starts, now, language)}</strong>
          <time dateTime={event.startsAt}>
            {timeSpan(starts, event.endsAt === null ? null : new Date(event.endsAt), now, language)}
          </time>
        </span>
        {event.description && (
          <span className={styles.eventNote} dir="auto">
            {event.description}
          </span>
        )}
        <span className={styles.deadlineChips}>
          <span className={styles.eventKind}>{kind}</span>
        </span>
      </span>
    </>
  );
  const common = {
    className: styles.deadline,
    'data-testid': 'event-row',
    'data-exam': exam,
    'data-event': true,
  };
  return (
    <li>
      {event.courseId === null ? (
        <div {...common}>{content}</div>
      ) : (
        <Link href={coursePath(event.courseId, event.itemId)} {...common}>
          {content}
        </Link>
      )}
    </li>
  );
}
