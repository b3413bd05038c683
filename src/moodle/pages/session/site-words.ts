import { z } from 'zod';
import { refused } from '../../failures/errorcodes';
import { readJson } from '../../http/json-answer';
import { htmlToText } from '../../parse/rich-text';
import { parseAjax } from '../../parse';
import type { PageBrowser } from './page-browser';

const rows = z.array(z.object({ stringid: z.string(), component: z.string(), string: z.string() }));
const FUNCTION = 'core_get_strings';

/** Names of sentences in Moodle's language packs, as `component/identifier`. */
export type WordKey = `${string}/${string}`;

/**
 * The site's own words for what its pages say in the reader's language, asked of the site itself, so that none has to be known here.
 * What a site does not have is missing in the answer.
 */
export async function askWords<K extends WordKey>(
  browser: PageBrowser,
  keys: readonly K[],
  language: string | null,
  signal: AbortSignal,
): Promise<ReadonlyMap<K, string>> {
  const strings = keys.map((key) => {
    const [component = '', stringid = ''] = key.split('/');
    return {
      component,
      stringid,
      stringparams: [],
      ...(language === null ? {} : { lang: moodleCode(language) }),
    };
  });
  const answer = await browser.send({
    what: FUNCTION,
    path: `/lib/ajax/service-nologin.php?info=${FUNCTION}`,
    method: 'POST',
    json: [{ index: 0, methodname: FUNCTION, args: { strings } }],
    signal,
  });
  const question = { what: FUNCTION, place: 'site', secret: null } as const;
  const reply = parseAjax(readJson(answer, question));
  if ('errorcode' in reply) throw refused(reply.errorcode, question.place, question.what, null);
  const read = rows.safeParse(reply.data);
  const found = read.success ? read.data : [];
  return new Map(
    keys.flatMap((key) => {
      const row = found.find(({ component, stringid }) => `${component}/${stringid}` === key);
      // An unknown identifier is answered by itself in brackets.
      return row && !row.string.startsWith('[[') ? [[key, plain(row.string)] as const] : [];
    }),
  );
}

const plain = (text: string): string => htmlToText(text).replace(/\s+/g, ' ').trim();

/** `en-US` of a page is `en_us` of a language pack. */
const moodleCode = (language: string): string => language.toLowerCase().replace('-', '_');
