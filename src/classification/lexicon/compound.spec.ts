import { splitCompound } from './compound';
import { LEXICON } from './match';

const meanings = (word: string): (string | undefined)[] | null => {
  const parts = splitCompound(word, LEXICON);
  return parts && [parts.head.senses[0]?.meaning, parts.modifier?.senses[0]?.meaning];
};

describe('splitCompound', () => {
  it('takes words apart that were written together', () => {
    expect(meanings('hwsol')).toEqual(['solution', 'assignment']);
    expect(meanings('homeworksolutions')).toEqual(['solution', 'assignment']);
  });

  it('reads the last part of a German compound as what it is', () => {
    expect(meanings('klausurlosungen')).toEqual(['solution', 'exam']);
    expect(meanings('analysisklausur')).toEqual(['exam', undefined]);
  });

  it('knows nothing of other words, however long', () => {
    expect(meanings('testament')).toBeNull();
    expect(meanings('x'.repeat(5000))).toBeNull();
  });
});
