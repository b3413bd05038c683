import { FileArea, fileUrl, moduleArea } from '../calls/file-rows';
import { workOf } from '../calls/effective';
import { Campus } from '../endpoints/context';
import { Reply, redirect } from '../http/reply';
import { AssignmentModel, FileModel, ModuleModel, PostModel } from '../model';
import { Placed } from '../state/world';
import { attribute, page, seeOther, shown } from './layout';
import { WebSession } from './sessions';
import { longDate, wordOf } from './words';

type ActivityPage = (placed: Placed, session: WebSession, campus: Campus) => Reply;

/** Pages of the kinds of activity that have more to show than their name. */
const PAGES: Readonly<Record<string, ActivityPage>> = {
  resource: ({ module, course }, _session, campus) => {
    const [file] = module.files;
    return file
      ? redirect(303, webFile(campus, moduleArea(module), file))
      : seeOther(campus, `/course/view.php?id=${course.id}`);
  },
  url: ({ module }) => redirect(303, new URL(module.url ?? '').href),
  folder: (placed, session, campus) =>
    activityPage(
      placed,
      session,
      campus,
      `<div class="foldertree"><div class="filemanager">${folderTree(placed.module, campus)}</div></div>`,
    ),
  page: (placed, session, campus) =>
    activityPage(
      placed,
      session,
      campus,
      `<div class="box generalbox center clearfix"><div class="no-overflow">${withFiles(placed.module, campus)}</div></div>
       <div class="modified">${longDate(placed.module.modified)}</div>`,
    ),
  assign: assignmentPage,
  forum: forumPage,
};

/** GET /mod/<type>/view.php?id= */
export function viewPage(placed: Placed, session: WebSession, campus: Campus): Reply {
  const { module, course } = placed;
  visited(placed, campus);
  const own = PAGES[module.type];
  if (own) return own(placed, session, campus);
  return activityPage(placed, session, campus, `<p>${shown(course.fullname)}</p>`);
}

/** An automatic condition is met by opening the activity. */
function visited({ module, course }: Placed, campus: Campus): void {
  if (module.completion !== 2 || module.completedAt > 0) return;
  module.completedAt = Math.floor(campus.now() / 1000);
  campus.world.changed(course);
}

/** GET /mod/book/tool/print/index.php?id= */
export const printedBook: ActivityPage = (placed, session, campus) => {
  const { chapters } = placed.module;
  const rows = chapters.map(
    ({ id, title }, index) => `<li><a href="#ch${id}">${index + 1}. ${shown(title)}</a></li>`,
  );
  const texts = chapters.map(
    ({ id, title, html }) => `<div class="book_chapter" id="ch${id}"><h2>${shown(title)}</h2>${html}</div>`,
  );
  return activityPage(
    placed,
    session,
    campus,
    `<div class="book"><div class="book_toc_numbered"><ul>${rows.join('')}</ul></div>${texts.join('')}</div>`,
  );
};

function activityPage(
  { module, course }: Placed,
  session: WebSession,
  campus: Campus,
  content: string,
): Reply {
  const classes = `path-mod path-mod-${module.type} course-${course.id} context-${module.contextId} cmid-${module.cmid}`;
  return page(
    campus,
    session,
    { id: `page-mod-${module.type}-view`, title: module.name, classes },
    `<h1>${shown(module.name)}</h1><div role="main">${content}</div>`,
  );
}

const webFile = (
  { world }: Campus,
  area: FileArea,
  { path, name }: Pick<FileModel, 'path' | 'name'>,
): string =>
  fileUrl(world.siteUrl, area, path, name).replace('/webservice/pluginfile.php/', '/pluginfile.php/');

const link = (campus: Campus, area: FileArea, file: FileModel): string =>
  `<a href="${attribute(webFile(campus, area, file))}?forcedownload=1">${attribute(file.name)}</a>`;

/** Folders inside folders, each before the files that stand beside it. */
function folderTree(module: ModuleModel, campus: Campus, at = '/'): string {
  const below = new Set(
    module.files
      .filter(({ path }) => path.startsWith(at) && path !== at)
      .map(({ path }) => `${at}${path.slice(at.length).split('/')[0]}/`),
  );
  const folders = [...below].map(
    (path) =>
      `<li><span class="fp-filename">${attribute(path.split('/').at(-2) ?? '')}</span>${folderTree(module, campus, path)}</li>`,
  );
  const files = module.files
    .filter(({ path }) => path === at)
    .map((file) => `<li><span class="fp-filename">${link(campus, moduleArea(module), file)}</span></li>`);
  return `<ul>${[...folders, ...files].join('')}</ul>`;
}

/** The text of a page with its pictures at addresses of the site. */
function withFiles(module: ModuleModel, campus: Campus): string {
  const pictures = module.files.map(
    (file) => `<img src="${attribute(webFile(campus, moduleArea(module), file))}" alt="">`,
  );
  return `${module.html ?? ''}${pictures.join('')}`;
}

const areaOf = (module: ModuleModel, component: string, area: string, item: number): FileArea => ({
  contextId: module.contextId,
  component,
  area,
  item,
});

function assignmentPage(placed: Placed, session: WebSession, campus: Campus): Reply {
  const { module } = placed;
  const work = workOf(module);
  if (work === null) return activityPage(placed, session, campus, '');
  const now = campus.now() / 1000;
  const told = work.opens <= now;
  return activityPage(
    placed,
    session,
    campus,
    `<div data-region="activity-dates" class="activity-dates">${dates(work, now)}</div>
     <div class="activity-description" id="intro">${told ? introduction(module, work, campus) : ''}</div>
     <div class="submissionstatustable"><div class="submissionsummarytable"><table class="generaltable"><tbody>
       ${statusRows(module, work, campus, now)}</tbody></table></div></div>
     ${work.feedback ? feedbackTable(module, work, campus) : ''}`,
  );
}

function dates({ opens, due }: AssignmentModel, now: number): string {
  const line = (word: string, at: number): string =>
    at === 0 ? '' : `<div><strong>${wordOf('mod_assign', word)}</strong> ${longDate(at)}</div>`;
  const opening = opens > now ? 'activitydate:submissionsopen' : 'activitydate:submissionsopened';
  return line(opening, opens) + line('activitydate:submissionsdue', due);
}

function introduction(module: ModuleModel, work: AssignmentModel, campus: Campus): string {
  const area = moduleArea(module, 'introattachment');
  const files = work.introFiles.map(
    (file) => `<li><div class="fileuploadsubmission">${link(campus, area, file)}</div></li>`,
  );
  return `<div class="no-overflow">${work.intro}</div>${files.length > 0 ? `<ul>${files.join('')}</ul>` : ''}`;
}

const row = (word: string, classes: string, cell: string): string =>
  `<tr><th class="cell c0" scope="row">${word}</th><td class="${classes} cell c1">${cell}</td></tr>`;

const SAVED: ReadonlySet<string> = new Set(['draft', 'submitted', 'reopened']);

function statusRows(module: ModuleModel, work: AssignmentModel, campus: Campus, now: number): string {
  const { status, at, text, files } = work.submission;
  const editable = status !== 'submitted' && (work.cutoff === 0 || work.cutoff > now) && work.opens <= now;
  const saved = SAVED.has(status);
  const area = areaOf(module, 'assignsubmission_file', 'submission_files', module.instance);
  const listed = files.map((file) => `<li>${link(campus, area, file)}</li>`).join('');
  return [
    status === 'reopened' ? row(wordOf('mod_assign', 'attemptnumber'), '', '2') : '',
    work.team ? row(wordOf('mod_assign', 'submissionteam'), '', 'קבוצה 1') : '',
    row('מצב', saved ? `submissionstatus${status}` : '', saved ? 'נשמר' : 'ריק'),
    row(
      'בדיקה',
      work.feedback ? 'submissiongraded' : 'submissionnotgraded',
      work.feedback ? 'נבדק' : 'טרם נבדק',
    ),
    work.extension ? row(wordOf('mod_assign', 'extensionduedate'), '', longDate(work.extension)) : '',
    row(wordOf('mod_assign', 'timemodified'), '', saved ? longDate(at || work.opens) : '-'),
    saved && text !== ''
      ? row(
          'תוכן',
          '',
          `<div class="full_assignsubmission_onlinetext_1"><div class="no-overflow">${text}</div></div>`,
        )
      : '',
    listed === '' || !saved ? '' : row('קבצים', '', `<ul>${listed}</ul>`),
    editable
      ? '<tr><td colspan="2"><form><input type="hidden" name="action" value="editsubmission"></form></td></tr>'
      : '',
  ].join('\n');
}

function feedbackTable(module: ModuleModel, work: AssignmentModel, campus: Campus): string {
  const given = work.feedback;
  if (given === null) return '';
  const area = areaOf(module, 'assignfeedback_file', 'feedback_files', module.instance);
  const files = given.files.map((file) => `<li>${link(campus, area, file)}</li>`).join('');
  return `<div class="feedback"><div class="feedbacktable"><table class="generaltable"><tbody>
    ${row('ציון', '', `${given.grade.toFixed(2)}&nbsp;/&nbsp;${work.gradeMax.toFixed(2)}`)}
    ${row(wordOf('mod_assign', 'gradedon'), '', longDate(given.at))}
    ${row('הערות', '', `<div class="summary_assignfeedback_comments_1">${given.comment}</div>`)}
    ${files === '' ? '' : row('קבצים', '', `<ul>${files}</ul>`)}
  </tbody></table></div></div>`;
}

function forumPage(placed: Placed, session: WebSession, campus: Campus): Reply {
  const { forum } = placed.module;
  const posts = [...(forum?.posts ?? [])].sort((a, b) => Number(b.pinned) - Number(a.pinned) || b.at - a.at);
  const begin =
    forum?.kind === 'general'
      ? `<a href="/mod/forum/post.php?forum=${placed.module.instance}">דיון חדש</a>`
      : '';
  return activityPage(
    placed,
    session,
    campus,
    `${begin}<table class="table discussion-list"><tbody>${posts.map(discussionRow).join('\n')}</tbody></table>`,
  );
}

function discussionRow(post: PostModel): string {
  const time = (name: string, at: number): string =>
    `<time id="time-${name}-${post.discussion}" data-timestamp="${at}"></time>`;
  return `<tr class="discussion ${post.pinned ? 'pinned' : ''}" data-region="discussion-list-item" data-discussionid="${post.discussion}">
    <th class="topic"><a href="/mod/forum/discuss.php?d=${post.discussion}" title="x">${shown(post.subject)}</a></th>
    <td class="author"><div class="author-info"><div>${shown(post.author)}</div>${time('created', post.at)}</div></td>
    <td>${time('modified', post.modified)}</td>
    <td class="text-center"><span>${post.replies}</span></td></tr>`;
}
