import type { LibraryChange } from '../../../../src/contract';
import { useLanguage } from '../../react';
import { calendarDays, longDay } from '../format/dates';
import { Name } from '../format/name';
import { coursePath, Link } from '../route/route';
import { useStrings } from '../strings';
import { ChangeRow } from './change-row';
import { groupChanges } from './group-changes';
import styles from './news.module.css';

/** A feed by day and course. `level` is that of the days' headings. */
export function ChangesByDay({
  changes,
  now,
  level,
}: {
  readonly changes: readonly LibraryChange[];
  readonly now: Date;
  readonly level: 2 | 3;
}) {
  const t = useStrings();
  const language = useLanguage();
  const Day = `h${level}` as const;
  const Course = `h${level === 2 ? 3 : 4}` as const;
  const dayName = (at: Date) => [t.today, t.yesterday][calendarDays(at, now)] ?? longDay(at, language);
  return groupChanges(changes).map(({ at, courses }) => (
    <section key={at.toISOString()} className={styles.day} aria-label={dayName(at)}>
      <Day className={styles.dayTitle}>{dayName(at)}</Day>
      {courses.map(({ courseId, courseName, changes: members }) => (
        <div key={courseId ?? 'none'} className={styles.course}>
          <Course className={styles.courseTitle}>
            {courseId !== null && courseName !== null ? (
              <Link href={coursePath(courseId)}>
                <Name>{courseName}</Name>
              </Link>
            ) : (
              t.newsGeneral
            )}
          </Course>
          <ul className={styles.changes}>
            {members.map((change) => (
              <ChangeRow key={change.id} change={change} now={now} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  ));
}
