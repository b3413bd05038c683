import { Button, Skeleton } from '@mantine/core';
import { IconAlertCircle, IconExternalLink, IconMessages, IconPinFilled } from '@tabler/icons-react';
import type { Announcement } from '../../../../src/contract';
import { useLanguage } from '../../react';
import { SpikeError } from '../../sdk';
import { dayAndTime, relativeTime } from '../format/dates';
import { LongText } from '../format/long-text';
import { Name } from '../format/name';
import { useNow } from '../format/use-now';
import { CourseFilter } from '../library/course-filter';
import { FileList } from '../library/file-list';
import { useAnnouncements } from '../library/queries';
import { coursePath, Link } from '../route/route';
import { Notice } from '../shell/notice';
import { PageHead } from '../shell/page-head';
import shell from '../shell/shell.module.css';
import { useStrings } from '../strings';
import styles from './announcements.module.css';
import { spokenDay, TOPIC_NAMES } from './topics';

/** What lecturers wrote, of one course or of all, the newest first. */
export function AnnouncementsPage({ courseId }: { readonly courseId: string | null }) {
  const t = useStrings();
  const language = useLanguage();
  const now = useNow();
  const query = useAnnouncements(courseId);
  const announcements = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <main className={shell.page} id="content" aria-busy={query.isPending}>
      <PageHead title={t.announcements} lead={t.announcementsLead}>
        <CourseFilter page="announcements" courseId={courseId} />
      </PageHead>
      {query.isPending &&
        [1, 2, 3, 4].map((key) => <Skeleton key={key} height={140} radius={20} mb={14} aria-hidden />)}
      {query.isError && !query.data && (
        <Notice
          title={t.announcementsLoadFailed}
          text={SpikeError.from(query.error).text[language]}
          tone="bad"
        >
          <Button onClick={() => void query.refetch()}>{t.retry}</Button>
        </Notice>
      )}
      {query.data && announcements.length === 0 && (
        <Notice title={t.noAnnouncementsTitle} text={t.noAnnouncementsText} />
      )}
      <ul className={styles.list}>
        {announcements.map((announcement) => (
          <Post key={announcement.id} announcement={announcement} now={now} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button
          variant="light"
          className={shell.more}
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t.more}
        </Button>
      )}
    </main>
  );
}

function Post({ announcement, now }: { readonly announcement: Announcement; readonly now: Date }) {
  const t = useStrings();
  const language = useLanguage();
  const { id, courseId, courseName, subject, message, author, createdAt, pinned, replies, files, url } =
    announcement;
  const { topic, importance, speaksOf } = announcement;
  const at = createdAt ?? announcement.modifiedAt;
  return (
    <li>
      <article className={styles.post} aria-labelledby={`post-${id}`} data-testid="announcement">
        <p className={styles.course}>
          <Link href={coursePath(courseId)}>
            <Name>{courseName}</Name>
          </Link>
        </p>
        <h2 id={`post-${id}`} className={styles.subject}>
          <Name>{subject}</Name>
        </h2>
        <p className={styles.facts}>
          {author && <Name>{author}</Name>}
          {at && (
            <time dateTime={at} title={dayAndTime(new Date(at), now, language)}>
              {relativeTime(new Date(at), now, language)} · {dayAndTime(new Date(at), now, language)}
            </time>
          )}
          {importance >= 2 && (
            <strong className={styles.topic} data-testid="announcement-topic" data-importance={importance}>
              <IconAlertCircle size={15} aria-hidden /> {TOPIC_NAMES[topic][language]}
              {speaksOf && (
                <>
                  {' · '}
                  <time dateTime={speaksOf.time ? `${speaksOf.date}T${speaksOf.time}` : speaksOf.date}>
                    {spokenDay(speaksOf, language)}
                  </time>
                </>
              )}
            </strong>
          )}
          {pinned && (
            <span className={styles.pinned}>
              <IconPinFilled size={14} aria-hidden /> {t.pinned}
            </span>
          )}
          {replies > 0 && (
            <span>
              <IconMessages size={15} aria-hidden /> {t.replies(replies)}
            </span>
          )}
        </p>
        {message && (
          <div className={styles.message}>
            <LongText text={message} />
          </div>
        )}
        {files.length > 0 && <FileList files={files} label={t.attachments} />}
        {url && (
          <a
            href={url}
            target="_blank"
            rel="noreferrer"
            className={styles.moodle}
            aria-label={`${t.openInMoodle}: ${subject}`}
          >
            <IconExternalLink size={15} aria-hidden /> {t.openInMoodle}
          </a>
        )}
      </article>
    </li>
  );
}
