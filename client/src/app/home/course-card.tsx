import { Skeleton } from '@mantine/core';
import { IconClockHour4, IconFiles, IconStack2, IconStarFilled } from '@tabler/icons-react';
import type { CourseReceipt, CourseSummary, Deadline } from '../../../../src/contract';
import { useLanguage } from '../../react';
import { Peaks } from '../brand/peaks';
import { relativeTime } from '../format/dates';
import { Name, NameLine } from '../format/name';
import { urgency } from '../library/urgency';
import { coursePath, Link } from '../route/route';
import { useStrings } from '../strings';
import styles from './home.module.css';

export function CourseCard({
  course,
  deadline,
  receipt,
  now,
  running,
}: {
  readonly course: CourseSummary;
  readonly deadline: Deadline | undefined;
  /** What became of it in the last sync. */
  readonly receipt: CourseReceipt | undefined;
  readonly now: Date;
  /** A sync runs: a course that was not read yet is on its way. */
  readonly running: boolean;
}) {
  const t = useStrings();
  const language = useLanguage();
  const { syncedAt } = course;
  const read = syncedAt !== null;
  const failure = receipt?.outcome === 'failed' ? receipt.error : null;
  return (
    <Link
      href={coursePath(course.id)}
      className={styles.card}
      data-testid="course-card"
      data-course={course.moodleId}
      data-read={read}
    >
      <div className={styles.cover}>
        <Peaks seed={course.moodleId} />
        {course.code && (
          <span className={styles.code}>
            <Name>{course.code}</Name>
          </span>
        )}
        {!course.listed && <span className={styles.unlisted}>{t.unlistedShort}</span>}
        {course.favourite && (
          <IconStarFilled size={18} className={styles.star} role="img" aria-label={t.favourite} />
        )}
      </div>
      <div className={styles.cardBody}>
        <h4 className={styles.cardName}>
          <Name>{course.name}</Name>
        </h4>
        {course.teachers.length > 0 && (
          <NameLine className={styles.teachers}>{course.teachers.join(', ')}</NameLine>
        )}
        {read ? (
          <p className={styles.counts}>
            <span>
              <IconStack2 size={15} aria-hidden /> {t.items(course.counts.items)}
            </span>
            <span>
              <IconFiles size={15} aria-hidden /> {t.files(course.counts.files)}
            </span>
          </p>
        ) : (
          !failure && (
            <p className={styles.counts} data-reading={running}>
              {running ? t.readingNow : t.notReadYet}
            </p>
          )
        )}
        {failure && (
          <p className={styles.unread} data-testid="course-unread">
            {t.notRead(failure.message[language])}
            {syncedAt !== null && ` · ${t.updated(relativeTime(new Date(syncedAt), now, language))}`}
          </p>
        )}
        {receipt?.outcome === 'partial' && <p className={styles.unread}>{t.readInPart}</p>}
        {course.completion !== null && (
          <div className={styles.completion} title={t.completion(Math.round(course.completion))}>
            <div style={{ inlineSize: `${Math.min(100, course.completion)}%` }} />
          </div>
        )}
        {deadline ? (
          <p className={styles.next} data-urgency={urgency(deadline, now)}>
            <IconClockHour4 size={15} aria-hidden />
            <NameLine className={styles.nextName}>{deadline.name}</NameLine>
            <strong>{relativeTime(new Date(deadline.dueAt), now, language)}</strong>
          </p>
        ) : (
          // Of a course that was not read nobody knows what is due.
          read && <p className={styles.next}>{t.nothingDue}</p>
        )}
      </div>
    </Link>
  );
}

export function CourseCardSkeleton() {
  return (
    <div className={styles.card} aria-hidden>
      <Skeleton height={76} radius={0} />
      <div className={styles.cardBody}>
        <Skeleton height={18} width="75%" />
        <Skeleton height={13} width="50%" />
        <Skeleton height={13} width="90%" mt="auto" />
      </div>
    </div>
  );
}
