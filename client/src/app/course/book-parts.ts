import type { LibraryItem } from '../../../../src/contract';

export interface BookPart {
  /** `null` for what stands before the first chapter. */
  readonly title: string | null;
  readonly level: number;
  readonly text: string;
}

/**
 * The text of a book by its chapters, which stand in it in their order, each under its title on a line of its own. A chapter that
 * begins with its title once more does not say it twice. A page is one part without a title.
 */
export function bookParts({ text, chapters }: Pick<LibraryItem, 'text' | 'chapters'>): BookPart[] {
  if (text === null) return [];
  const parts: { title: string | null; level: number; lines: string[] }[] = [
    { title: null, level: 0, lines: [] },
  ];
  let next = 0;
  for (const line of text.split('\n')) {
    const chapter = chapters[next];
    const current = parts.at(-1);
    const begun = current?.lines.some((one) => one.trim() !== '') ?? false;
    if (chapter && line.trim() === chapter.title.trim()) {
      parts.push({ title: chapter.title, level: chapter.level, lines: [] });
      next += 1;
    } else if (begun || line.trim() !== current?.title?.trim()) current?.lines.push(line);
  }
  return parts
    .map(({ lines, ...part }) => ({ ...part, text: lines.join('\n').trim() }))
    .filter(({ title, text: own }) => title !== null || own !== '');
}
