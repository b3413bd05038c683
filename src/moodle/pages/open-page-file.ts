import { AppError } from '../../errors';
import { bodyOf, headersOf, isFileStatus, type OpenedFile, type OpenFileOptions } from '../files/open-file';
import { failureOf } from '../http/json-answer';
import type { OpenAnswer } from '../http/moodle-http.client';
import { networkFailure } from '../http/network-failure';
import { sessionUrl } from './activities/file-facts';
import type { PageSession } from './session/page-session';

const what = 'file';

/** Opens a file of the site for streaming, with the session's cookie; see `MoodleService.openFile`. The caller reads or destroys the body. */
export async function openPageFile(
  session: PageSession,
  fileUrl: string,
  { range, ifNoneMatch, signal }: OpenFileOptions,
): Promise<OpenedFile> {
  const answer = await session.stream({
    what,
    path: sessionUrl(session.site, fileUrl),
    headers: {
      // Ranges and lengths are those of the file itself.
      'accept-encoding': 'identity',
      ...(range === undefined ? {} : { range }),
      ...(ifNoneMatch === undefined ? {} : { 'if-none-match': ifNoneMatch }),
    },
    signal,
  });
  try {
    const { status } = answer;
    if (!isFileStatus(status)) throw refusalOf(answer);
    return { status, headers: headersOf(answer), body: bodyOf(answer, Buffer.alloc(0), signal) };
  } catch (error) {
    answer.close();
    signal.throwIfAborted();
    throw networkFailure(error, what);
  }
}

/** Whoever may not have a file is sent to the course it is in; a file may also be a link to somewhere else. */
function refusalOf({ status, headers, location }: OpenAnswer & { readonly location: URL | null }): AppError {
  if (location === null)
    return failureOf({ status, headers, body: Buffer.alloc(0) }, { what, place: 'file', secret: null });
  const inside = /\.php$/.test(location.pathname);
  return new AppError(inside ? 'moodle.access-denied' : 'moodle.redirect-refused', {
    detail: `${what}: leads to ${location.origin}`,
  });
}
