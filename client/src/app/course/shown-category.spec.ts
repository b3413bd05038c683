import { shownCategory } from './shown-category';

describe('shownCategory', () => {
  it('shows what is known surely enough, and guesses nothing', () => {
    expect(shownCategory({ category: 'exam', confidence: 0.9 })).toBe('exam');
    expect(shownCategory({ category: 'exam', confidence: 0.4 })).toBe('exam');
    expect(shownCategory({ category: 'exam', confidence: 0.39 })).toBeNull();
    expect(shownCategory({ category: null, confidence: null })).toBeNull();
  });
});
