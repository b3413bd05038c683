import type { Announcement } from '../../contract';
import { announcementInsight } from '../insight/announcement-insight';
import { toFile, type FileRow } from './course-content-view';

export interface AnnouncementRow {
  readonly id: string;
  readonly moodle_id: number;
  readonly course_id: string;
  readonly course_name: string;
  readonly course_url: string | null;
  readonly item_id: string | null;
  readonly forum: string;
  readonly subject: string;
  readonly message: string | null;
  readonly author: string | null;
  readonly created_at: Date | null;
  readonly modified_at: Date | null;
  readonly pinned: boolean;
  readonly replies: number;
  readonly file_rows: readonly Omit<FileRow, 'item_id' | 'origin'>[];
}

export function toAnnouncement(row: AnnouncementRow): Announcement {
  return {
    id: row.id,
    courseId: row.course_id,
    courseName: row.course_name,
    itemId: row.item_id,
    forum: row.forum,
    subject: row.subject,
    message: row.message,
    author: row.author,
    createdAt: row.created_at?.toISOString() ?? null,
    modifiedAt: row.modified_at?.toISOString() ?? null,
    pinned: row.pinned,
    replies: row.replies,
    files: row.file_rows.map(toFile),
    url: discussionUrl(row.course_url, row.moodle_id),
    ...announcementInsight(row.subject, row.message, row.created_at ?? row.modified_at),
  };
}

/** Where a site keeps its courses; what stands before it is the site's own address. */
const COURSE_PAGE = /\/course\/view\.php\?.*$/s;

/** The page of a discussion, on the site of its course; `null` where the course has no page. */
function discussionUrl(courseUrl: string | null, id: number): string | null {
  return courseUrl !== null && COURSE_PAGE.test(courseUrl)
    ? courseUrl.replace(COURSE_PAGE, `/mod/forum/discuss.php?d=${id}`)
    : null;
}
