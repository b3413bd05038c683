import { bareForms, isWordOfPhrase } from './word-forms';

const forms = (key: string): string[] =>
  bareForms(key).map((form) => `${form.key}${form.isObject ? '!' : ''}`);

describe('bareForms', () => {
  it('takes Hebrew prefix letters off one by one, and knows prepositions from articles', () => {
    expect(forms('ולמבחנ')).toEqual(['למבחנ', 'מבחנ!', 'בחנ!']);
    expect(forms('הרצאה')).toEqual(['רצאה']);
    expect(forms('תרגיל')).toEqual([]);
  });

  it('takes the Arabic article and prepositions off', () => {
    expect(forms('المحاضره')).toContain('محاضره');
    expect(forms('للامتحان')).toContain('امتحان!');
  });

  it('leaves Latin and Cyrillic words alone', () => {
    expect(forms('lecture')).toEqual([]);
    expect(forms('лекция')).toEqual([]);
  });
});

describe('isWordOfPhrase', () => {
  it('allows for articles inside a phrase', () => {
    expect(isWordOfPhrase('הנוסחאות', 'נוסחאות')).toBe(true);
    expect(isWordOfPhrase('الدراسي', 'دراسي')).toBe(true);
    expect(isWordOfPhrase('תרגילימ', 'גילימ')).toBe(false);
  });
});
