import { CATEGORIES } from './category';
import { classifyCourse } from './classify-course';
import { classifyItem } from './classify-item';
import { parseCourseTitle } from './course-title/course-title';
import { assignmentWork, languageOf, linkKind, readAnnouncement } from './insight';

/** Mulberry32: the same strings at every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const random = seeded(20251018);
const below = (bound: number): number => Math.floor(random() * bound);
const SNIPPETS = [
  'תשפ"',
  'סמ ',
  '(',
  ')',
  ' - ',
  '2024',
  '/25',
  '״',
  "'",
  '\u200F',
  '_',
  '.',
  'תרגיל',
  'HW',
  'ﷺ',
  '\uD83D',
  '٣',
  'á',
];

/** Any UTF-16 at all, lone surrogates included, mixed with what the rules look for. */
function randomText(): string {
  let text = '';
  const length = below(60);
  for (let at = 0; at < length; at++) {
    text += random() < 0.5 ? (SNIPPETS[below(SNIPPETS.length)] ?? '') : String.fromCharCode(below(0x10000));
  }
  return text;
}

const HOSTILE = [
  ' ',
  '-',
  '(',
  '((',
  '\u0001',
  '- ',
  ', ',
  '_',
  'א"',
  'סמסטר ',
  'a',
  '1',
  '2024',
  '\u0301',
  'ﷺ',
  'و',
  'ה',
];

/** Processor time, which a busy machine does not change; the regular expressions' first use is in it. */
const MOST_MICROSECONDS = 500_000;

describe('the module', () => {
  it('has a sound verdict for any text', () => {
    for (let run = 0; run < 3000; run++) {
      const verdict = classifyItem({
        modType: random() < 0.5 ? 'resource' : randomText(),
        name: randomText(),
        section: randomText(),
        fileNames: [randomText()],
        mimeTypes: [randomText()],
        url: randomText(),
        language: random() < 0.5 ? undefined : randomText(),
      });
      expect(CATEGORIES).toContain(verdict.category);
      expect(verdict.confidence).toBeGreaterThan(0);
      expect(verdict.confidence).toBeLessThanOrEqual(1);
      expect(verdict.reasons.length).toBeGreaterThan(0);
    }
  });

  it('reads any course title', () => {
    for (let run = 0; run < 3000; run++) {
      const title = parseCourseTitle(randomText(), {
        categoryName: randomText(),
        startDate: random() * 1e18,
      });
      expect(typeof title.cleanTitle).toBe('string');
      expect(title.academicYear === null || Number.isInteger(title.academicYear)).toBe(true);
    }
  });

  it('reads any announcement, assignment, link and language', () => {
    for (let run = 0; run < 1000; run++) {
      const text = randomText();
      expect(readAnnouncement(text, random() * 1e12).importance).toBeLessThanOrEqual(3);
      expect(assignmentWork(text).hours ?? 1).toBeGreaterThan(0);
      expect(typeof linkKind(text)).toBe('string');
      expect(languageOf(text)?.length ?? 2).toBe(2);
    }
  });

  it.each(HOSTILE)('is not slowed down by repetition of %j', (piece) => {
    const text = piece.repeat(5000);
    const before = process.cpuUsage();
    classifyItem({
      modType: 'resource',
      name: text,
      section: text,
      url: `https://${text}`,
      fileNames: [text],
    });
    parseCourseTitle(text, { categoryName: text });
    readAnnouncement(text, 0);
    assignmentWork(text);
    languageOf(text);
    expect(process.cpuUsage(before).user).toBeLessThan(MOST_MICROSECONDS);
  });

  it('answers the same at every call', () => {
    const items = Array.from({ length: 50 }, () => ({
      modType: 'resource',
      name: randomText(),
      section: 'א',
    }));
    expect(classifyCourse(items)).toEqual(classifyCourse(items));
  });
});
