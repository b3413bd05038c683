import { Campus } from '../endpoints/context';
import { Reply, html, redirect } from '../http/reply';
import { formatName } from '../calls/names';
import { WebSession, cookieFor } from './sessions';

/** What stands around a page's content. */
export interface PageFrame {
  /** Of the body, e.g. `page-course-view-topics`. */
  id: string;
  title: string;
  classes?: string;
  status?: number;
}

/** A name as it may stand in a page: tags gone, entities escaped. */
export const shown = (name: string): string => formatName(name, { filter: true, raw: false, lang: 'he' });

export const attribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** A page of the site; release 4.5 names its reader in `M.cfg`, 4.1 in the menu. */
export function page(campus: Campus, session: WebSession, frame: PageFrame, content: string): Reply {
  const { world } = campus;
  const { student } = session;
  const config = {
    wwwroot: world.siteUrl,
    sesskey: session.sesskey,
    language: 'he',
    ...(world.release === '4.5' ? { userId: student?.id ?? 0 } : {}),
  };
  const body = `<!DOCTYPE html>
<html dir="rtl" lang="he" xml:lang="he">
<head><meta charset="utf-8"><title>${shown(frame.title)}</title>
<script>var M = {}; M.cfg = ${JSON.stringify(config).replaceAll('/', '\\/')};</script></head>
<body id="${frame.id}" class="${frame.classes ?? ''} dir-rtl lang-he ${student ? '' : 'notloggedin'}">
<nav class="navbar">${student ? menuOf(session) : ''}</nav>
<div id="page"><section id="region-main" aria-label="תוכן">${content}</section></div>
<footer id="page-footer"><p>אוניברסיטת הדגמה</p></footer>
</body></html>
`;
  return html(frame.status ?? 200, body, { 'Set-Cookie': cookieFor(session) });
}

const menuOf = ({ student, sesskey }: WebSession): string =>
  `<div id="nav-notification-popover-container" data-userid="${student?.id ?? 0}"></div>` +
  `<a href="/login/logout.php?sesskey=${sesskey}">יציאה</a>`;

export const toSignIn = ({ world }: Campus): Reply => redirect(303, `${world.siteUrl}/login/index.php`);

export const seeOther = ({ world }: Campus, path: string): Reply => redirect(303, `${world.siteUrl}${path}`);
