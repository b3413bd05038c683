import { AppError } from '../../../errors';
import { httpDate } from '../../http/http-date';
import { baseOver } from '../../http/redirects';
import type { MoodleFile, MoodleSite } from '../../words';
import type { ListedFile } from '../course/file-tree';
import { failureOf } from '../../http/json-answer';
import { outcomeOf } from '../reading/page-reading';
import type { PageSession } from '../session/page-session';

const FILE_PATH = /^(?:webservice\/)?pluginfile\.php\//;

/**
 * The address that takes a session's cookie, wherever the file was listed.
 * @throws AppError `moodle.redirect-refused` for whatever is not a file of this site.
 */
export function sessionUrl(site: MoodleSite, fileUrl: string): string {
  const url = URL.canParse(fileUrl) ? new URL(fileUrl) : null;
  const base = url && baseOver(url, site);
  const inside = url && base ? url.pathname.slice(base.pathname.length) : '';
  if (!url || !base || !FILE_PATH.test(inside))
    throw new AppError('moodle.redirect-refused', { detail: `file: not under the site's pluginfile.php` });
  return `${site.baseUrl}/${inside.replace(FILE_PATH, 'pluginfile.php/')}${url.search}`;
}

/** What only a file's headers tell: its size, its kind and when it was changed. Each file is asked once. */
export class FileFacts {
  private readonly known = new Map<string, MoodleFile>();

  constructor(private readonly session: PageSession) {}

  async all(listed: readonly ListedFile[], signal: AbortSignal): Promise<readonly MoodleFile[]> {
    const files: MoodleFile[] = [];
    for (const file of listed) files.push(await this.of(file, signal));
    return files;
  }

  async of(listed: ListedFile, signal: AbortSignal): Promise<MoodleFile> {
    const known = this.known.get(keyOf(listed));
    if (known) return known;
    const file = { ...plainFile(listed), ...(await this.askOrNothing(listed, signal)) };
    this.known.set(keyOf(file), file);
    return file;
  }

  /** A file of which the site tells nothing is still listed; what fails for now is asked again. */
  private async askOrNothing(listed: ListedFile, signal: AbortSignal): Promise<Partial<MoodleFile>> {
    const asked = await outcomeOf(signal, () => this.ask(listed, signal));
    if (asked.ok) return asked.value;
    if (asked.error.retryable) throw asked.error;
    return {};
  }

  private async ask({ url }: ListedFile, signal: AbortSignal): Promise<Partial<MoodleFile>> {
    const answer = await this.session.first({
      what: 'file headers',
      path: sessionUrl(this.session.site, url),
      method: 'HEAD',
      // Lengths are those of the file itself.
      headers: { 'accept-encoding': 'identity' },
      signal,
    });
    const { status, headers } = answer;
    if (status >= 500 || status === 429)
      throw failureOf(answer, { what: 'file headers', place: 'file', secret: null });
    if (status !== 200) return {};
    const modified = httpDate(headers['last-modified']);
    return {
      size: Number(headers['content-length'] ?? 0),
      mimeType: kindOf(headers['content-type']),
      modifiedAt: modified === null ? null : Math.floor(modified / 1000),
    };
  }
}

/** A kind that only says «some bytes» is none. */
function kindOf(contentType: string | undefined): string | null {
  const kind = contentType?.split(';')[0]?.trim() ?? '';
  return kind === '' || kind === 'application/octet-stream' ? null : kind;
}

/** Where a file lies, whatever the query of its address asks for. */
const keyOf = ({ url }: Pick<MoodleFile, 'url'>): string => url.replace(/\?.*$/, '');

/** A file of which nothing but its place is known. */
export const plainFile = ({ name, path, url }: ListedFile): MoodleFile => ({
  name,
  path,
  url,
  size: 0,
  mimeType: null,
  createdAt: null,
  modifiedAt: null,
  author: null,
  sortOrder: 0,
});
