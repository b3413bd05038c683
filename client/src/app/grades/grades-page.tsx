import { Button, Skeleton } from '@mantine/core';
import { useState } from 'react';
import type { Grade } from '../../../../src/contract';
import { useLanguage } from '../../react';
import { SpikeError } from '../../sdk';
import { shortDay } from '../format/dates';
import { LongText } from '../format/long-text';
import { Name } from '../format/name';
import { useNow } from '../format/use-now';
import { CourseFilter } from '../library/course-filter';
import { useGrades } from '../library/queries';
import { coursePath, Link } from '../route/route';
import { Notice } from '../shell/notice';
import { PageHead } from '../shell/page-head';
import shell from '../shell/shell.module.css';
import { useStrings } from '../strings';
import { gradeRange, groupGrades, tight, type CourseGrades } from './grade-groups';
import styles from './grades.module.css';

/** Every grade report, course by course. */
export function GradesPage({ courseId }: { readonly courseId: string | null }) {
  const t = useStrings();
  const language = useLanguage();
  const now = useNow();
  const query = useGrades();
  const all = groupGrades(query.data ?? []);
  const shown = all.filter((course) => courseId === null || course.courseId === courseId);
  // Courses without a single grade say so in one line, after those that have some.
  const graded = shown.filter(({ told, total }) => told.length > 0 || total?.shown);
  const bare = shown.filter((course) => !graded.includes(course));
  return (
    <main className={shell.page} id="content" aria-busy={query.isPending}>
      <PageHead title={t.grades} lead={t.gradesLead}>
        <CourseFilter
          page="grades"
          courseId={courseId}
          only={new Set(all.map((course) => course.courseId))}
        />
      </PageHead>
      {query.isPending &&
        [1, 2, 3].map((key) => <Skeleton key={key} height={190} radius={20} mb={18} aria-hidden />)}
      {query.isError && !query.data && (
        <Notice title={t.gradesLoadFailed} text={SpikeError.from(query.error).text[language]} tone="bad">
          <Button onClick={() => void query.refetch()}>{t.retry}</Button>
        </Notice>
      )}
      {query.data && shown.length === 0 && <Notice title={t.noGradesTitle} text={t.noGradesText} />}
      <div className={styles.courses}>
        {[...graded, ...bare].map((course) => (
          <Report key={course.courseId} course={course} now={now} />
        ))}
      </div>
    </main>
  );
}

function Report({ course, now }: { readonly course: CourseGrades; readonly now: Date }) {
  const t = useStrings();
  const [all, setAll] = useState(false);
  const { courseId, courseName, told, ungraded, subtotals, total } = course;
  const rows = all ? [...told, ...ungraded] : told;
  const titleId = `grades-${courseId}`;
  return (
    <section className={styles.report} aria-labelledby={titleId} data-testid="grade-report">
      <div className={styles.reportHead}>
        <h2 id={titleId}>
          <Link href={coursePath(courseId)}>
            <Name>{courseName}</Name>
          </Link>
        </h2>
        {total && (total.shown !== null || total.hidden) && (
          <p className={styles.total} data-testid="course-total">
            <span>{t.courseTotal}</span> <Value grade={total} />
          </p>
        )}
      </div>
      {rows.length > 0 && (
        <ul className={styles.rows}>
          {rows.map((grade) => (
            <Row key={grade.id} grade={grade} now={now} />
          ))}
        </ul>
      )}
      {subtotals.length > 0 && (
        <ul className={styles.subtotals} aria-label={t.totals}>
          {subtotals.map((grade) => (
            <Row key={grade.id} grade={grade} now={now} />
          ))}
        </ul>
      )}
      {rows.length === 0 && <p className={styles.none}>{t.notGradedYet}</p>}
      {!all && ungraded.length > 0 && (
        <button type="button" className={styles.more} onClick={() => setAll(true)}>
          {t.ungraded(ungraded.length)}
        </button>
      )}
    </section>
  );
}

function Row({ grade, now }: { readonly grade: Grade; readonly now: Date }) {
  const t = useStrings();
  const language = useLanguage();
  const range = gradeRange(grade);
  const name = grade.name ?? (grade.kind === 'category' ? t.categoryTotal : t.unnamedGrade);
  return (
    <li className={styles.row} data-testid="grade-row" data-kind={grade.kind} data-hidden={grade.hidden}>
      <p className={styles.name}>
        {grade.itemId ? (
          <Link href={coursePath(grade.courseId, grade.itemId)}>
            <Name>{name}</Name>
          </Link>
        ) : (
          <Name>{name}</Name>
        )}
      </p>
      <p className={styles.value}>
        <Value grade={grade} />
      </p>
      <dl className={styles.facts}>
        {range && <Fact name={t.range} value={range} />}
        {grade.percentage && grade.shown !== null && (
          <Fact name={t.percentage} value={tight(grade.percentage)} />
        )}
        {grade.weight && <Fact name={t.weight} value={tight(grade.weight)} />}
        {grade.gradedAt && (
          <Fact name={t.gradedOn} value={shortDay(new Date(grade.gradedAt), now, language)} />
        )}
      </dl>
      {grade.feedback && (
        <details className={styles.feedback}>
          <summary>{t.feedback}</summary>
          <LongText text={grade.feedback} />
        </details>
      )}
    </li>
  );
}

/** The grade as Moodle shows it, or why there is none. */
function Value({ grade }: { readonly grade: Grade }) {
  const t = useStrings();
  if (grade.hidden) return <span className={styles.held}>{t.gradeHidden}</span>;
  if (grade.shown === null)
    return (
      <>
        <span aria-hidden>—</span>
        <span className={styles.hidden}>{t.notGradedYet}</span>
      </>
    );
  return <bdi className={styles.shown}>{grade.shown}</bdi>;
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <bdi>{value}</bdi>
      </dd>
    </div>
  );
}
