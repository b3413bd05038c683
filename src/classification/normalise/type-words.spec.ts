import { tokenise } from './tokenise';
import { withoutTypeWord } from './type-words';

const left = (name: string, modType: string): string =>
  withoutTypeWord(tokenise(name), modType)
    .map((token) => token.key)
    .join(' ');

describe('withoutTypeWord', () => {
  it('drops the word that Moodle appends for the module type', () => {
    expect(left('הרצאה 1 קובץ', 'resource')).toBe('הרצאה 1');
    expect(left('Grades URL', 'url')).toBe('grades');
  });

  it('keeps it on another module type, and when it is all there is', () => {
    expect(left('הרצאה 1 קובץ', 'forum')).toBe('הרצאה 1 קובצ');
    expect(left('מטלה', 'assign')).toBe('מטלה');
    expect(left('toString constructor', '__proto__')).toBe('to string constructor');
  });
});
