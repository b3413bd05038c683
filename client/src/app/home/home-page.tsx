import { Button } from '@mantine/core';
import { useMemo } from 'react';
import type { CourseReceipt, CourseSummary, Deadline } from '../../../../src/contract';
import { useLanguage } from '../../react';
import { SpikeError } from '../../sdk';
import { calendarDays, longDay } from '../format/dates';
import { Name } from '../format/name';
import { useNow } from '../format/use-now';
import { useCourses, useDeadlines, useEvents } from '../library/queries';
import { groupByTerm, termName } from '../library/terms';
import { upcoming, urgency } from '../library/urgency';
import { NewsPanel } from '../news/news-panel';
import { PageTitle } from '../route/page-title';
import { useSignedIn } from '../session/session-context';
import { Notice } from '../shell/notice';
import shell from '../shell/shell.module.css';
import { useStrings } from '../strings';
import { AgendaPanel } from './agenda-panel';
import { AutoSync } from './auto-sync';
import { CourseCard, CourseCardSkeleton } from './course-card';
import styles from './home.module.css';
import { asksToSignIn, SyncPanel, useSyncPanel } from './sync-panel';

type Greeting = 'goodMorning' | 'goodAfternoon' | 'goodEvening' | 'goodNight';

/** Hours of the day from which each greeting holds. */
const GREETINGS: readonly (readonly [from: number, greeting: Greeting])[] = [
  [5, 'goodMorning'],
  [12, 'goodAfternoon'],
  [17, 'goodEvening'],
  [22, 'goodNight'],
];

const WEEK = 7;

export function HomePage() {
  const t = useStrings();
  const language = useLanguage();
  const now = useNow();
  const { user } = useSignedIn();
  const courses = useCourses();
  const deadlines = useDeadlines();
  const events = useEvents();
  const sync = useSyncPanel();

  const ahead = useMemo(() => upcoming(deadlines.data ?? [], now), [deadlines.data, now]);
  const week = ahead.filter(
    (deadline) =>
      !['done', 'over'].includes(urgency(deadline, now)) &&
      calendarDays(now, new Date(deadline.dueAt)) <= WEEK,
  ).length;
  const greeting = GREETINGS.findLast(([from]) => now.getHours() >= from)?.[1] ?? 'goodNight';
  const [firstName = user.username] = user.fullName.trim().split(/\s+/);

  return (
    <main className={shell.page} id="content">
      <div className={styles.greeting}>
        <PageTitle>
          {t[greeting]}, <Name>{firstName}</Name>
        </PageTitle>
        <p>
          {longDay(now, language)}
          {deadlines.data && !(sync.running && week === 0) && ` · ${t.dueThisWeek(week)}`}
        </p>
      </div>
      <SyncPanel sync={sync} courses={courses.data ?? []} now={now} />
      <AutoSync now={now} asked={asksToSignIn(sync)} />
      <div className={styles.columns}>
        <div className={styles.main}>
          <NewsPanel now={now} />
          <section className={styles.main} aria-labelledby="courses-title">
            <h2 id="courses-title" className={styles.sectionTitle}>
              {t.courses}
            </h2>
            {courses.isPending && <Skeletons />}
            {courses.isError && !courses.data && (
              <Notice
                title={t.coursesLoadFailed}
                text={SpikeError.from(courses.error).text[language]}
                tone="bad"
              >
                <Button onClick={() => void courses.refetch()}>{t.retry}</Button>
              </Notice>
            )}
            {courses.data?.length === 0 &&
              (sync.running ? (
                <>
                  <p className={styles.soft}>{t.noCoursesSyncing}</p>
                  <Skeletons />
                </>
              ) : (
                <Notice
                  title={t.noCoursesTitle}
                  text={sync.job?.status === 'completed' ? t.noCoursesText : t.noCoursesUnfinished}
                />
              ))}
            {courses.data && courses.data.length > 0 && (
              <CourseGroups
                courses={courses.data}
                ahead={ahead}
                receipt={sync.job?.receipt ?? []}
                now={now}
                running={sync.running}
              />
            )}
          </section>
        </div>
        <AgendaPanel deadlines={deadlines} events={events} ahead={ahead} now={now} running={sync.running} />
      </div>
    </main>
  );
}

function Skeletons() {
  return (
    <div className={styles.grid}>
      {[1, 2, 3, 4].map((key) => (
        <CourseCardSkeleton key={key} />
      ))}
    </div>
  );
}

function CourseGroups({
  courses,
  ahead,
  receipt,
  now,
  running,
}: {
  readonly courses: readonly CourseSummary[];
  readonly ahead: readonly Deadline[];
  readonly receipt: readonly CourseReceipt[];
  readonly now: Date;
  readonly running: boolean;
}) {
  const t = useStrings();
  const language = useLanguage();
  const groups = groupByTerm(
    courses.filter(({ hidden }) => !hidden),
    now,
  );
  const hidden = courses.filter((course) => course.hidden);
  const nearest = (course: CourseSummary) =>
    ahead.find((deadline) => deadline.courseId === course.id && urgency(deadline, now) !== 'done');
  const grid = (members: readonly CourseSummary[]) => (
    <div className={styles.grid}>
      {members.map((course) => (
        <CourseCard
          key={course.id}
          course={course}
          deadline={nearest(course)}
          receipt={receipt.find(({ moodleId }) => moodleId === course.moodleId)}
          now={now}
          running={running}
        />
      ))}
    </div>
  );
  return (
    <>
      {groups.map((group) => (
        <section key={group.key} className={styles.group} aria-labelledby={`term-${group.key}`}>
          <h3 id={`term-${group.key}`} className={styles.termTitle}>
            {termName(group, language, t)}
            {group.current && <span className={styles.now}>{t.currentTerm}</span>}
          </h3>
          {grid(group.courses)}
        </section>
      ))}
      {hidden.length > 0 && (
        <details className={styles.group}>
          <summary className={styles.hiddenTitle}>{t.hiddenCourses(hidden.length)}</summary>
          {grid(hidden)}
        </details>
      )}
    </>
  );
}
