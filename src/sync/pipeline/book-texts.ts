import pLimit from 'p-limit';
import { toAppError } from '../../errors';
import type { CourseContent } from '../../library';
import type { MoodleActivity, MoodleCourseContent } from '../../moodle';
import type { CourseIntake } from './course-intake';
import type { SyncDraft } from './draft';
import type { RunContext } from './run-context';
import { bookKeyOf } from './surroundings';

/** Chapters read in one run: each is a request of its own. What is left comes with the next syncs. */
const CHAPTERS_A_RUN = 20;
const CHAPTERS_AT_ONCE = 4;

/** Texts of books whose chapters are new or changed. */
export class BookTexts {
  private left = CHAPTERS_A_RUN;
  private readonly limit = pLimit(CHAPTERS_AT_ONCE);

  constructor(
    private readonly draft: SyncDraft,
    private readonly context: RunContext,
  ) {}

  /** By course-module id. A book that cannot be read whole is left out, and the course says that texts are missing. */
  async of(intake: CourseIntake, { sections }: MoodleCourseContent): Promise<CourseContent['books']> {
    const stored = this.draft.memory.courses.get(intake.id)?.books ?? {};
    const texts = new Map<number, { key: string; text: string }>();
    for (const book of sections.flatMap(({ modules }) => modules)) {
      const key = bookKeyOf(book.chapters);
      if (book.chapters.length === 0 || stored[book.cmid] === key) continue;
      // A book longer than the allowance is read when nothing else has taken of it.
      if (book.chapters.length > this.left && this.left < CHAPTERS_A_RUN) continue;
      this.left -= book.chapters.length;
      const text = await this.read(book, intake);
      if (text !== null) texts.set(book.cmid, { key, text });
    }
    return texts;
  }

  private async read({ chapters }: MoodleActivity, intake: CourseIntake): Promise<string | null> {
    const { signal } = this.context;
    try {
      const texts = await Promise.all(
        chapters.map(({ url }) => this.limit(() => this.draft.reader.readHtml(url, signal))),
      );
      let above = '';
      return chapters
        .map(({ title, level }, index) => {
          if (level === 0) above = title;
          return `${title}\n\n${withoutHeadings(texts[index] ?? '', [above, title])}`;
        })
        .join('\n\n');
    } catch (thrown) {
      signal.throwIfAborted();
      const error = toAppError(thrown);
      if (error.kind === 'sign-in' || error.code === 'server.unexpected') throw error;
      intake.failPart('texts', error);
      return null;
    }
  }
}

const NUMBER = /^\d+(?:\.\d+)?\. /;

/**
 * Moodle puts the title of a chapter above its text, that of its parent before it, and numbers both as the book is numbered
 * (mod/book/lib.php, `mod_book_pluginfile`).
 */
export function withoutHeadings(text: string, titles: readonly string[]): string {
  let rest = text.trim();
  for (const title of titles) {
    const [line = '', ...others] = rest.split('\n');
    if ([line, line.replace(NUMBER, '')].some((heading) => heading.trim() === title.trim()))
      rest = others.join('\n').trim();
  }
  return rest;
}
