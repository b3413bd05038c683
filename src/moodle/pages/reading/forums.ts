import { AppError } from '../../../errors';
import { z } from 'zod';
import { elementsOf } from '../../parse/lists';
import { formattedName, richText } from '../../parse/rich-text';
import { count, flag, id, requiredText, text, time } from '../../parse/scalars';
import type { Listed } from '../../reader';
import type { MoodleDiscussion, MoodleFile, MoodleForum } from '../../words';
import { readForumPage, type ForumPage, type ListedDiscussion } from '../activities/forum-page';
import { plainFile } from '../activities/file-facts';
import { isWholePage } from '../dom/outline';
import type { OutlinedModule } from '../course/course-content';
import type { PageSession } from '../session/page-session';
import { callAjax } from './ajax';

/** Newest discussions of a forum that are read, and how many in one request. */
const NEWEST = 50;
const AT_ONCE = 10;

const reply = z.object({ posts: z.unknown().optional() });
const post = z.object({
  id,
  subject: formattedName,
  message: richText,
  hasparent: flag(false),
  author: z.object({ fullname: formattedName }).nullish().catch(null),
  timecreated: time,
  attachments: z.unknown().optional(),
});
const attachment = z.object({
  filename: requiredText,
  filepath: text,
  filesize: count,
  // Named so by pages, and as elsewhere by web services.
  url: text,
  fileurl: text,
  timecreated: time,
  timemodified: time,
  mimetype: text,
  author: text,
  isdir: flag(false),
});

/** Forums by their own pages, each page read once. */
export class Forums {
  private readonly pages = new Map<number, ForumPage>();

  constructor(private readonly session: PageSession) {}

  /** A forum that may hold announcements; no student may begin a discussion there. */
  async announcements(module: OutlinedModule, courseId: number, signal: AbortSignal): Promise<MoodleForum> {
    const { open, discussions } = await this.page(module.cmid, signal);
    const times = discussions.flatMap(({ modifiedAt }) => modifiedAt ?? []);
    return {
      ...unopenedForum(module, courseId),
      type: open ? 'general' : 'news',
      discussions: discussions.length,
      modifiedAt: times.length > 0 ? Math.max(...times) : null,
    };
  }

  async discussions(cmid: number, signal: AbortSignal): Promise<Listed<MoodleDiscussion>> {
    const listed = (await this.page(cmid, signal)).discussions.slice(0, NEWEST);
    const discussions: MoodleDiscussion[] = [];
    for (let start = 0; start < listed.length; start += AT_ONCE)
      discussions.push(...(await this.ask(listed.slice(start, start + AT_ONCE), signal)));
    return { rows: discussions, whole: true };
  }

  private async ask(
    listed: readonly ListedDiscussion[],
    signal: AbortSignal,
  ): Promise<readonly MoodleDiscussion[]> {
    const calls = listed.map(({ id: discussionid }) => ({
      name: 'mod_forum_get_discussion_posts' as const,
      args: { discussionid, sortby: 'created', sortdirection: 'ASC' },
    }));
    const outcomes = await callAjax(this.session, calls, signal);
    return listed.map((discussion, index) => {
      const outcome = outcomes[index];
      const posts = outcome?.ok ? elementsOf(reply.safeParse(outcome.value).data?.posts) : [];
      const first = posts
        .flatMap((row) => post.safeParse(row).data ?? [])
        .find(({ hasparent }) => !hasparent);
      return toDiscussion(discussion, first);
    });
  }

  private async page(cmid: number, signal: AbortSignal): Promise<ForumPage> {
    const known = this.pages.get(cmid);
    if (known) return known;
    const question = { what: 'forum page', path: `/mod/forum/view.php?id=${cmid}`, signal };
    const answer = await this.session.page(question, 'activity');
    // A forum that is closed to the student leads elsewhere, and what is shown there is no empty list.
    if (!answer.url.pathname.endsWith('/mod/forum/view.php'))
      throw new AppError('moodle.access-denied', { detail: 'forum page: leads elsewhere' });
    const html = answer.body.toString('utf8');
    if (!isWholePage(html))
      throw new AppError('moodle.invalid-response', { detail: 'forum page: breaks off' });
    const page = readForumPage(html);
    this.pages.set(cmid, page);
    return page;
  }
}

/** A discussion whose posts the site did not hand out is still announced. */
function toDiscussion(listed: ListedDiscussion, first: z.output<typeof post> | undefined): MoodleDiscussion {
  return {
    id: listed.id,
    postId: first?.id ?? listed.id,
    subject: first?.subject ?? listed.subject,
    message: first?.message ?? null,
    author: first?.author?.fullname ?? listed.author,
    createdAt: first?.timecreated ?? listed.createdAt,
    modifiedAt: listed.modifiedAt,
    pinned: listed.pinned,
    replies: listed.replies,
    files: elementsOf(first?.attachments).flatMap((row) => toFile(attachment.safeParse(row).data)),
  };
}

function toFile(row: z.output<typeof attachment> | undefined): MoodleFile[] {
  const url = row?.url ?? row?.fileurl ?? null;
  if (!row || row.isdir || url === null) return [];
  return [
    {
      ...plainFile({ name: row.filename, path: row.filepath ?? '/', url }),
      size: row.filesize,
      mimeType: row.mimetype,
      modifiedAt: row.timemodified,
    },
  ];
}

/** A forum whose page was not opened. */
export const unopenedForum = ({ cmid, name }: OutlinedModule, courseId: number): MoodleForum => ({
  id: cmid,
  cmid,
  courseId,
  name,
  type: 'general',
  discussions: 0,
  modifiedAt: null,
});
