import type { PageSession } from '../session/page-session';
import type { WordKey } from '../session/site-words';

/** Labels of dates and rows, as identifiers of Moodle's language packs, each with what it stands for. */
const LABELS = {
  'mod_assign/activitydate:submissionsopen': 'allowsubmissionsfromdate',
  'mod_assign/activitydate:submissionsopened': 'allowsubmissionsfromdate',
  'mod_assign/activitydate:submissionsdue': 'duedate',
  'mod_assign/allowsubmissionsfromdate': 'allowsubmissionsfromdate',
  'mod_assign/duedate': 'duedate',
  'mod_assign/cutoffdate': 'cutoffdate',
  'mod_assign/extensionduedate': 'extensionduedate',
  'mod_assign/timemodified': 'timemodified',
  'mod_assign/gradedon': 'gradedon',
  'mod_assign/submissionteam': 'submissionteam',
  'mod_assign/attemptnumber': 'attemptnumber',
  'course/activitydate:opens': 'timeopen',
  'course/activitydate:opened': 'timeopen',
  'course/activitydate:closes': 'timeclose',
  'course/activitydate:closed': 'timeclose',
} as const satisfies Record<WordKey, string>;

export type LabelMeaning = (typeof LABELS)[keyof typeof LABELS];

const KEYS = Object.keys(LABELS) as (keyof typeof LABELS)[];

/** What the labels of a page mean, in the languages that a student's courses are in. */
export class WordBook {
  private readonly books = new Map<string, Promise<ReadonlyMap<string, readonly LabelMeaning[]>>>();

  constructor(private readonly session: PageSession) {}

  /** Meanings of a label; several where a language has one word for them, none where it is not known. */
  async meaningOf(label: string, language: string, signal: AbortSignal): Promise<readonly LabelMeaning[]> {
    const book = this.books.get(language) ?? this.ask(language, signal);
    this.books.set(language, book);
    book.catch(() => this.books.delete(language));
    return (await book).get(bare(label)) ?? [];
  }

  private async ask(
    language: string,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, readonly LabelMeaning[]>> {
    const words = await this.session.words(KEYS, language, signal);
    const book = new Map<string, LabelMeaning[]>();
    for (const [key, word] of words) book.set(bare(word), [...(book.get(bare(word)) ?? []), LABELS[key]]);
    return book;
  }
}

/** Longer than any label; what is cut off is none. */
const LONGEST_LABEL = 300;
/** Some pages write a colon behind it. */
const bare = (label: string): string =>
  label
    .slice(0, LONGEST_LABEL)
    .replace(/[:\s]+$/, '')
    .trim();
