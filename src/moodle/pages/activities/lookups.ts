import { AppError } from '../../../errors';
import type { MoodleActivity, MoodleChapter, MoodleFile } from '../../words';
import type { ListedFile } from '../course/file-tree';
import { readFileTree } from '../course/file-tree';
import { withDocument } from '../dom/document';
import { firstOf } from '../dom/finding';
import { obstacleOf } from '../session/obstacles';
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

type Look = (lookups: Lookups, cmid: number, signal: AbortSignal) => Promise<Looked>;

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

  async of(type: string, cmid: number, signal: AbortSignal): Promise<Looked> {
    const kind = LOOKS[type];
    if (!kind) return NOTHING;
    try {
      return await kind.look(this, cmid, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof AppError && CLOSED.has(error.code)) return NOTHING;
      throw error;
    }
  }

  async resource(cmid: number, signal: AbortSignal): Promise<Looked> {
    const target = await this.targetOf('resource', cmid, signal);
    const address = target && fileAt(target.href);
    if (!target || !address) return NOTHING;
    const { name, path } = address;
    const file = await this.facts.of({ name, path, url: target.href }, signal);
    return { ...NOTHING, files: [file] };
  }

  async link(cmid: number, signal: AbortSignal): Promise<Looked> {
    const target = await this.targetOf('url', cmid, signal);
    return { ...NOTHING, externalUrl: target && LINKABLE.has(target.protocol) ? target.href : null };
  }

  async folder(cmid: number, signal: AbortSignal): Promise<Looked> {
    const html = await this.html(`/mod/folder/view.php?id=${cmid}`, signal);
    const listed = withDocument(html, (document) => {
      const tree = firstOf(document, FOLDER_TREE);
      return tree ? readFileTree(tree) : [];
    });
    return { ...NOTHING, files: await this.facts.all(listed, signal) };
  }

  async page(cmid: number, signal: AbortSignal): Promise<Looked> {
    const html = await this.html(`/mod/page/view.php?id=${cmid}`, signal);
    const { contextId, text } = readPageContent(html);
    const attached: ListedFile[] = attachedTo(html).flatMap((url) => {
      const at = fileAt(url);
      return at ? [{ name: at.name, path: at.path, url }] : [];
    });
    const own = contextId === null ? [] : [this.made(contextId, 'mod_page/content', '', '/')];
    return { ...NOTHING, files: [...(await this.facts.all(attached, signal)), ...own], text };
  }

  async book(cmid: number, signal: AbortSignal): Promise<Looked> {
    const html = await this.html(`/mod/book/tool/print/index.php?id=${cmid}`, signal);
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

  /** Where the activity's page sends whoever asks for its content at once. */
  private async targetOf(type: string, cmid: number, signal: AbortSignal): Promise<URL | null> {
    const what = `${type} page`;
    const question = { what, path: `/mod/${type}/view.php?id=${cmid}&redirect=1`, signal };
    const answer = await this.session.first(question, { mayLeadToSignIn: type === 'url' });
    const obstacle = obstacleOf(answer, what, 'activity');
    if (obstacle) throw obstacle;
    const { location } = answer;
    // Back to the course: not open to this student.
    return location &&
      /\/(course\/view|enrol\/index)\.php$/.test(location.pathname) &&
      this.session.isInside(location)
      ? null
      : location;
  }

  private async html(path: string, signal: AbortSignal): Promise<string> {
    const answer = await this.session.page({ what: 'activity page', path, signal }, 'activity');
    return answer.body.toString('utf8');
  }
}

const CLOSED: ReadonlySet<string> = new Set([
  'moodle.access-denied',
  'moodle.course-unavailable',
  'moodle.file-not-found',
  'moodle.redirect-refused',
]);
