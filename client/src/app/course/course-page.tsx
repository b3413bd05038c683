import { Button, SegmentedControl, Skeleton, TextInput } from '@mantine/core';
import { IconArrowRight, IconExternalLink, IconInfoCircle, IconSearch } from '@tabler/icons-react';
import { Fragment, useEffect, useState } from 'react';
import type { CourseDetails, LibraryItem } from '../../../../src/contract';
import { useLanguage } from '../../react';
import { SpikeError } from '../../sdk';
import { Peaks } from '../brand/peaks';
import { relativeTime } from '../format/dates';
import { Name } from '../format/name';
import { useNow } from '../format/use-now';
import { useCourse } from '../library/queries';
import { termName } from '../library/terms';
import { PageTitle } from '../route/page-title';
import { Link, pathOf } from '../route/route';
import { useTitle } from '../route/use-title';
import { NotFound } from '../shell/not-found';
import { Notice } from '../shell/notice';
import shell from '../shell/shell.module.css';
import { useStrings } from '../strings';
import styles from './course.module.css';
import { ItemNames } from './item-names';
import { ItemsByCategory } from './items-by-category';
import { ItemsBySection } from './items-by-section';
import { MoveProvider } from './move/move-context';

type View = 'category' | 'section';

export function CoursePage({ courseId }: { readonly courseId: string }) {
  const t = useStrings();
  const language = useLanguage();
  const course = useCourse(courseId);
  if (course.data) return <Course course={course.data} />;
  if (course.isError) {
    const error = SpikeError.from(course.error);
    if (error.status === 404) return <NotFound />;
    return (
      <main className={shell.page} id="content">
        <Notice title={t.courseLoadFailed} text={error.text[language]} tone="bad" page>
          <Button onClick={() => void course.refetch()}>{t.retry}</Button>
        </Notice>
      </main>
    );
  }
  return (
    <main className={shell.page} id="content" aria-busy>
      <Skeleton height={180} radius={24} mb={24} />
      {[1, 2, 3, 4, 5].map((key) => (
        <Skeleton key={key} height={72} radius={16} mb={10} />
      ))}
    </main>
  );
}

function Course({ course }: { readonly course: CourseDetails }) {
  const t = useStrings();
  const language = useLanguage();
  const now = useNow();
  useTitle(course.name);
  const [view, setView] = useState<View>('category');
  const [sought, setSought] = useState('');
  const total = course.sections.reduce((sum, { items }) => sum + items.length, 0);
  const words = sought.trim().toLocaleLowerCase().split(/\s+/);
  const matches = ({ name, files }: LibraryItem) => {
    const whole = [name, ...files.map((file) => file.name)].join(' ').toLocaleLowerCase();
    return words.every((word) => whole.includes(word));
  };
  const sections = course.sections.map((section) => ({ ...section, items: section.items.filter(matches) }));
  const found = sections.flatMap(({ items }) => items);

  // A link to one item (from a deadline) brings it into view once the course is there.
  useEffect(() => {
    const { hash } = window.location;
    // Going to the same fragment again also makes the item the page's :target, which pushState does not.
    if (hash.startsWith('#item-')) window.location.replace(hash);
  }, []);

  return (
    <main className={shell.page} id="content" data-testid="course-view">
      <Link href="/" className={styles.back}>
        <IconArrowRight size={18} className={styles.backSign} aria-hidden /> {t.courses}
      </Link>
      <div className={styles.hero}>
        <Peaks seed={course.moodleId} width={900} height={170} className={styles.heroPeaks} />
        <div className={styles.heroText}>
          <p className={styles.heroTop}>
            {course.code && <bdi className={styles.code}>{course.code}</bdi>}
            {course.academicYear !== null && (
              <span>{termName({ year: course.academicYear, term: course.term }, language, t)}</span>
            )}
          </p>
          <PageTitle>
            <Name>{course.name}</Name>
          </PageTitle>
          {(course.teachers.length > 0 || course.category !== null) && (
            <p className={styles.heroFoot} data-testid="course-people">
              {course.teachers.length > 0 && (
                <span>
                  {t.teachers(course.teachers.length)}:{' '}
                  {course.teachers.map((name, index) => (
                    <Fragment key={name}>
                      {index > 0 && ', '}
                      <Name>{name}</Name>
                    </Fragment>
                  ))}
                </span>
              )}
              {course.category !== null && <Name>{course.category}</Name>}
            </p>
          )}
          <p className={styles.heroFoot}>
            <span>{t.items(course.counts.items)}</span>
            <span>{t.files(course.counts.files)}</span>
            {course.completion !== null && <span>{t.completion(Math.round(course.completion))}</span>}
            {course.syncedAt && (
              <span>{t.updated(relativeTime(new Date(course.syncedAt), now, language))}</span>
            )}
          </p>
        </div>
        <div className={styles.heroLinks}>
          <Link href={pathOf('grades', course.id)} className={styles.heroLink}>
            {t.grades}
          </Link>
          <Link href={pathOf('announcements', course.id)} className={styles.heroLink}>
            {t.announcements}
          </Link>
          {course.url && (
            <a href={course.url} target="_blank" rel="noreferrer" className={styles.heroLink}>
              <IconExternalLink size={16} aria-hidden /> {t.openInMoodle}
            </a>
          )}
        </div>
      </div>
      {!course.listed && (
        <p className={styles.unlisted} data-testid="course-unlisted">
          <IconInfoCircle size={18} aria-hidden /> {t.unlisted}
        </p>
      )}

      {total === 0 ? (
        <Notice
          title={course.syncedAt ? t.emptyCourseTitle : t.unreadCourseTitle}
          text={course.syncedAt ? t.emptyCourseText : t.unreadCourseText}
        />
      ) : (
        <>
          <div className={styles.tools}>
            <SegmentedControl
              aria-label={t.viewLabel}
              data-testid="course-arrangement"
              radius="md"
              value={view}
              onChange={(value) => setView(value === 'section' ? 'section' : 'category')}
              data={[
                { value: 'category', label: t.byCategory },
                { value: 'section', label: t.bySection },
              ]}
            />
            <TextInput
              className={styles.find}
              type="search"
              radius="md"
              aria-label={t.findInCourse}
              placeholder={t.findInCourse}
              data-testid="course-find"
              leftSection={<IconSearch size={17} aria-hidden />}
              value={sought}
              onChange={(event) => setSought(event.currentTarget.value)}
            />
          </div>
          <ItemNames value={new Map(found.map(({ id, name }) => [id, name]))}>
            <MoveProvider courseId={course.id}>
              {found.length === 0 ? (
                <Notice title={t.nothingFound} />
              ) : view === 'category' ? (
                <ItemsByCategory items={found} now={now} />
              ) : (
                <ItemsBySection sections={sections} searching={sought.trim() !== ''} now={now} />
              )}
            </MoveProvider>
          </ItemNames>
        </>
      )}
    </main>
  );
}
