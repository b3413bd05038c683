import { compileLexicons } from './compile';
import type { Lexicon } from './entry';
import { LEXICONS } from './languages';

const lexicon = (entries: Lexicon['entries']): Lexicon => ({
  language: 'en',
  prepositions: '',
  negators: '',
  conjunctions: '',
  entries,
});

describe('compileLexicons', () => {
  it('keeps the longest phrase first', () => {
    const { byFirstWord } = compileLexicons([
      lexicon([{ meaning: 'exam', weight: 3, terms: 'final, final exam' }]),
    ]);
    expect(byFirstWord.get('final')?.map((term) => term.words)).toEqual([['final', 'exam'], ['final']]);
  });

  it('joins spellings that fold to one, with the greater weight', () => {
    const { byFirstWord } = compileLexicons([
      lexicon([
        { meaning: 'exam', weight: 2, terms: 'éxam' },
        { meaning: 'exam', weight: 3, terms: 'exam' },
      ]),
    ]);
    expect(byFirstWord.get('exam')?.[0]?.senses).toMatchObject([{ weight: 3 }]);
  });
});

describe('the shipped lexicons', () => {
  const compiled = compileLexicons(LEXICONS);
  const terms = [...compiled.byFirstWord.values()].flat();

  it('cover eight languages', () => {
    expect(LEXICONS.map(({ language }) => language).sort()).toEqual([
      'ar',
      'de',
      'en',
      'es',
      'fr',
      'he',
      'ro',
      'ru',
    ]);
    for (const { entries } of LEXICONS) expect(entries.length).toBeGreaterThan(20);
  });

  it('give no word two meanings in one language, but for handing in, or when a number decides', () => {
    const unsettled = terms.filter(({ senses }) =>
      senses.some((one) =>
        senses.some(
          (other) =>
            one !== other &&
            one.language === other.language &&
            one.meaning !== other.meaning &&
            one.numbered === other.numbered &&
            one.meaning !== 'submission' &&
            other.meaning !== 'submission',
        ),
      ),
    );
    expect(unsettled.map((term) => term.words.join(' '))).toEqual([]);
  });

  it('weigh from 0 to 7, neutral terms nothing', () => {
    for (const { senses, words } of terms) {
      for (const { weight, meaning } of senses) {
        expect([words, weight >= 0 && weight <= 7]).toEqual([words, true]);
        expect([words, weight === 0]).toEqual([words, meaning === 'neutral']);
      }
    }
  });
});
