import { z } from 'zod';
import type { MoodleDiscussion, MoodleForum } from '../words';
import { readFiles } from './files';
import { Drops, readEach, readWhole, requireList, type Parsed } from './lists';
import { record } from './record';
import { formattedName, richText } from './rich-text';
import { count, flag, id, optionalId, text, time } from './scalars';

const forum = record({
  id,
  cmid: id,
  course: id,
  name: formattedName,
  type: text,
  numdiscussions: count,
  timemodified: time,
});

/** Reply of `mod_forum_get_forums_by_courses`. */
export function parseForums(answer: unknown): Parsed<readonly MoodleForum[]> {
  const drops = new Drops();
  return drops.result(
    readEach(forum, requireList(answer, 'forums'), 'forums', drops).map((row) => ({
      id: row.id,
      cmid: row.cmid,
      courseId: row.course,
      name: row.name ?? '',
      type: row.type ?? 'general',
      discussions: row.numdiscussions,
      modifiedAt: row.timemodified,
    })),
  );
}

const reply = z.object({ discussions: z.unknown().optional() });
const discussion = record({
  id,
  discussion: optionalId,
  name: formattedName,
  subject: formattedName,
  message: richText,
  userfullname: formattedName,
  created: time,
  /** Of the first post itself. */
  modified: time,
  /** Of the newest post: Moodle leaves it as it is when a post is edited. */
  timemodified: time,
  pinned: flag(false),
  numreplies: count,
  attachments: z.unknown().optional(),
});

const later = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b);

/** Reply of `mod_forum_get_forum_discussions`: each with its first post. */
export function parseDiscussions(answer: unknown): Parsed<readonly MoodleDiscussion[]> {
  const drops = new Drops();
  const rows = readEach(
    discussion,
    readWhole(reply, answer, 'discussions').discussions,
    'discussions',
    drops,
  );
  return drops.result(
    rows.map((row) => ({
      id: row.discussion ?? row.id,
      postId: row.id,
      subject: row.subject ?? row.name ?? '',
      message: row.message,
      author: row.userfullname,
      createdAt: row.created,
      modifiedAt: later(row.timemodified, row.modified),
      pinned: row.pinned,
      replies: row.numreplies,
      files: readFiles(row.attachments, `discussion ${row.id}.attachments`, drops),
    })),
  );
}
