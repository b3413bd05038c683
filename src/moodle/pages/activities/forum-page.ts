import { withDocument } from '../dom/document';
import { allOf, firstOf, lineOf, numberIn, queryNumber, type Selectors } from '../dom/finding';

export interface ListedDiscussion {
  readonly id: number;
  readonly subject: string;
  readonly author: string | null;
  /** Unix seconds. */
  readonly createdAt: number | null;
  readonly modifiedAt: number | null;
  readonly pinned: boolean;
  readonly replies: number;
}

export interface ForumPage {
  readonly discussions: readonly ListedDiscussion[];
  /** The student may begin a discussion, as in no forum of announcements. */
  readonly open: boolean;
  /** There are more pages of discussions than this one. */
  readonly more: boolean;
}

const ROWS: Selectors = ['[data-region="discussion-list-item"]', 'tr.discussion'];
const SUBJECT: Selectors = [
  'a[href*="/mod/forum/discuss.php?d="][title]',
  'a[href*="/mod/forum/discuss.php?d="]',
];
const AUTHOR: Selectors = ['td.author .author-info > div', 'td.author'];
const BEGIN: Selectors = [
  'a[href*="/mod/forum/post.php?forum="]',
  '#newdiscussionform',
  'form[action*="/mod/forum/post.php"]',
];
const REPLIES: Selectors = ['td.replies', 'td.text-center > span'];
const MORE: Selectors = ['.pagination [data-control="next"]', '.paging a'];

/** Reads `/mod/forum/view.php`: the first page of its discussions, the newest first. */
export function readForumPage(html: string): ForumPage {
  return withDocument(html, (document) => ({
    discussions: allOf(document, ROWS).flatMap((row) => readRow(row) ?? []),
    open: firstOf(document, BEGIN) !== null,
    more: firstOf(document, MORE) !== null,
  }));
}

function readRow(row: Element): ListedDiscussion | null {
  const subject = firstOf(row, SUBJECT);
  const id =
    numberIn(row.getAttribute('data-discussionid')) ?? queryNumber(subject?.getAttribute('href'), 'd');
  if (id === null) return null;
  const at = (name: string): number | null =>
    numberIn(row.querySelector(`time[id^="time-${name}"]`)?.getAttribute('data-timestamp'));
  return {
    id,
    subject: lineOf(subject),
    author: lineOf(firstOf(row, AUTHOR)) || null,
    createdAt: at('created'),
    modifiedAt: at('modified') ?? at('created'),
    pinned: row.classList.contains('pinned'),
    replies: numberIn(lineOf(firstOf(row, REPLIES))) ?? 0,
  };
}
