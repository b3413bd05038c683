import { AppError } from '../../../errors';
import type { MoodleActivity, MoodleChapter, MoodleFile } from '../../words';
import type { ListedFile } from '../course/file-tree';
import { readFileTree } from '../course/file-tree';
import { withDocument } from '../dom/document';
import { firstOf } from '../dom/finding';
import { isWholePage } from '../dom/outline';
import { asksToSignIn, isStation, obstacleOf } from '../session/obstacles';
import type { PageQuestion } from '../session/page-browser';
import { readPageConfig } from '../session/page-config';
import type { PageSession } from '../session/page-session';
import { readBookPrint } from './book-print';
import { fileAt } from './file-address';
import { plainFile, type FileFacts } from './file-facts';
import { attachedTo, readPageContent } from './page-content';

/** What an activity's own pages tell besides the course page. */
export interface Looked extends Pick<MoodleActivity, 'files' | 'externalUrl' | 'chapters'> {
  /** Of a page; `undefined` where it was not read. */
  readonly text?: string | null;
}

export const NOTHING: Looked = { files: [], externalUrl: null, chapters: [] };

/** Schemes that are safe to show as a link. */
const LINKABLE = new Set(['http:', 'https:', 'mailto:', 'tel:', 'ftp:']);
const FOLDER_TREE = ['.foldertree', '.filemanager', '[role="main"]'];

/** An activity, and the course that it is in. */
export interface LookedInto {
  readonly cmid: number;
  readonly courseId: number;
}

type Look = (lookups: Lookups, of: LookedInto, signal: AbortSignal) => Promise<Looked>;

/** How each kind of activity is looked into. Its own page counts as opening it, so the ways around that page come first. */
const LOOKS: Readonly<Record<string, { readonly look: Look; readonly counts: boolean }>> = {
  resource: { look: (all, ...of) => all.resource(...of), counts: true },
  url: { look: (all, ...of) => all.link(...of), counts: true },
  folder: { look: (all, ...of) => all.folder(...of), counts: true },
  page: { look: (all, ...of) => all.page(...of), counts: true },
  book: { look: (all, ...of) => all.book(...of), counts: false },
};

export const isLookedInto = (type: string): boolean => LOOKS[type] !== undefined;
/** Moodle takes a look for a visit of the student's, which may complete the activity. */
export const countsAsVisit = (type: string): boolean => LOOKS[type]?.counts ?? true;

/** Looks into activities one by one. What may not be opened is empty; what fails for now rejects. */
export class Lookups {
  constructor(
    private readonly session: PageSession,
    private readonly facts: FileFacts,
  ) {}

  /** `NOTHING` itself where nothing of it can be seen, which says nothing against what is known. */
  async of(type: string, of: LookedInto, signal: AbortSignal): Promise<Looked> {
    const kind = LOOKS[type];
    if (!kind) return NOTHING;
    try {
      return await kind.look(this, of, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof AppError && CLOSED.has(error.code)) return NOTHING;
      throw error;
    }
  }

  async resource({ cmid }: LookedInto, signal: AbortSignal): Promise<Looked> {
    const answer = await this.session.first(askedAtOnce('resource', cmid, signal));
    const obstacle = obstacleOf(answer, 'resource page', 'activity');
    if (obstacle) throw obstacle;
    const { location } = answer;
    const address = location && fileAt(location.href);
    if (!location || !address) return NOTHING;
    const { name, path } = address;
    const file = await this.facts.of({ name, path, url: location.href }, signal);
    return { ...NOTHING, files: [file] };
  }

  /** A link may lead anywhere, to pages of the site too that stand in a student's way elsewhere. */
  async link({ cmid, courseId }: LookedInto, signal: AbortSignal): Promise<Looked> {
    const question = askedAtOnce('url', cmid, signal);
    let answer = await this.session.first(question, { mayLeadToSignIn: true });
    if (asksToSignIn(answer) || isStation(answer)) {
      // Whether it is the site that leads there shows on a page that no link is on.
      await this.session.page({ what: 'dashboard', path: '/my/', signal }, 'site');
      answer = await this.session.first(question, { mayLeadToSignIn: true });
    }
    const { location } = answer;
    const obstacle = obstacleOf({ ...answer, location: null }, question.what, 'activity');
    if (obstacle) throw obstacle;
    if (!location || this.leadsBack(location, courseId)) return NOTHING;
    return { ...NOTHING, externalUrl: LINKABLE.has(location.protocol) ? location.href : null };
  }

  async folder({ cmid }: LookedInto, signal: AbortSignal): Promise<Looked> {
    const html = await this.html('/mod/folder/view.php', cmid, signal);
    const listed = withDocument(html, (document) => {
      const tree = firstOf(document, FOLDER_TREE);
      return tree ? readFileTree(tree) : [];
    });
    return { ...NOTHING, files: await this.facts.all(listed, signal) };
  }

  async page({ cmid }: LookedInto, signal: AbortSignal): Promise<Looked> {
    const html = await this.html('/mod/page/view.php', cmid, signal);
    const { contextId, text } = readPageContent(html);
    const attached: ListedFile[] = attachedTo(html).flatMap((url) => {
      const at = fileAt(url);
      return at ? [{ name: at.name, path: at.path, url }] : [];
    });
    const own = contextId === null ? [] : [this.made(contextId, 'mod_page/content', '', '/')];
    return { ...NOTHING, files: [...(await this.facts.all(attached, signal)), ...own], text };
  }

  async book({ cmid }: LookedInto, signal: AbortSignal): Promise<Looked> {
    const html = await this.html('/mod/book/tool/print/index.php', cmid, signal);
    const { contextId } = readPageConfig(html);
    const chapters = contextId === null ? [] : readBookPrint(html);
    const files = chapters.map(({ id }) =>
      this.made(contextId ?? 0, 'mod_book/chapter', `/${id}`, `/${id}/`),
    );
    return {
      ...NOTHING,
      files: [...files].sort((a, b) => a.path.localeCompare(b.path, 'en', { numeric: true })),
      chapters: chapters.map(({ title, level }, index): MoodleChapter => ({
        title,
        level,
        url: files[index]?.url ?? '',
        modifiedAt: null,
      })),
    };
  }

  /** A file that Moodle makes of a text at the moment it is asked for; it has no size of its own. */
  private made(contextId: number, area: string, item: string, path: string): MoodleFile {
    const url = `${this.session.site.baseUrl}/pluginfile.php/${contextId}/${area}${item}/index.html`;
    return {
      ...plainFile({ name: 'index.html', path, url }),
      sortOrder: area === 'mod_page/content' ? 1 : 0,
    };
  }

  /** Back to its own course: not open to this student. A link to some place in it says which. */
  private leadsBack(location: URL, courseId: number): boolean {
    const { pathname, search, hash } = location;
    return (
      /\/(course\/view|enrol\/index)\.php$/.test(pathname) &&
      search === `?id=${courseId}` &&
      hash === '' &&
      this.session.isInside(location)
    );
  }

  private async html(path: string, cmid: number, signal: AbortSignal): Promise<string> {
    const question = { what: 'activity page', path: `${path}?id=${cmid}`, signal };
    const { url, body } = await this.session.page(question, 'activity');
    const html = body.toString('utf8');
    // One that is closed leads elsewhere, and what is shown there, or on half a page, is not all that is in it.
    if (!url.pathname.endsWith(path) || !isWholePage(html))
      throw new AppError('moodle.access-denied', {
        detail: `${question.what}: leads elsewhere, or breaks off`,
      });
    return html;
  }
}

/** A question for where the activity's page sends whoever asks for its content at once. */
const askedAtOnce = (type: string, cmid: number, signal: AbortSignal): PageQuestion => ({
  what: `${type} page`,
  path: `/mod/${type}/view.php?id=${cmid}&redirect=1`,
  signal,
});

const CLOSED: ReadonlySet<string> = new Set([
  'moodle.access-denied',
  'moodle.course-unavailable',
  'moodle.file-not-found',
  'moodle.redirect-refused',
]);
