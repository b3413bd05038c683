import { z } from 'zod';
import type { MoodleChapter } from '../words';
import { parseJsonText } from './json-text';
import { elementsOf } from './lists';
import { formattedName, nameToText } from './rich-text';
import { requiredText, text, time } from './scalars';

const structure = z.object({ type: z.literal('content'), content: requiredText });
const chapterFile = z.object({
  filepath: requiredText,
  filename: z.literal('index.html'),
  fileurl: requiredText,
  content: text,
  timemodified: time,
});
const heading = z.object({ title: formattedName, href: requiredText, subitems: z.unknown().optional() });

interface Heading {
  readonly path: string;
  readonly title: string | null;
  readonly level: number;
}

/** Deepest nesting that a book can have; a table of contents that claims more is cut off there. */
const MAX_LEVEL = 1;

function headingsOf(items: unknown, level: number): Heading[] {
  return elementsOf(items).flatMap((item) => {
    const { data } = heading.safeParse(item);
    if (!data) return [];
    const path = `/${data.href.replace(/index\.html$/, '')}`;
    const below = level < MAX_LEVEL ? headingsOf(data.subitems, level + 1) : [];
    return [{ path, title: data.title, level }, ...below];
  });
}

/** Chapters out of a book's `contents`: its table of contents gives the order, a file of each the address. */
export function readChapters(contents: unknown): MoodleChapter[] {
  const entries = elementsOf(contents);
  const table = entries.map((entry) => structure.safeParse(entry)).find(({ success }) => success);
  const headings = headingsOf(parseJsonText(table?.data?.content ?? ''), 0);
  const place = new Map(headings.map((each, index) => [each.path, { ...each, index }]));
  return entries
    .flatMap((entry) => {
      const { data } = chapterFile.safeParse(entry);
      return data ? [data] : [];
    })
    .map((file) => ({ file, at: place.get(file.filepath) }))
    .sort((a, b) => (a.at?.index ?? headings.length) - (b.at?.index ?? headings.length))
    .map(({ file, at }) => ({
      title: at?.title ?? nameToText(file.content ?? ''),
      level: at?.level ?? 0,
      url: file.fileurl,
      modifiedAt: file.timemodified,
    }));
}
