import { tokenise } from '../normalise/tokenise';
import { guessLanguage } from './language-guess';

describe('guessLanguage', () => {
  it.each([
    ['Tema 4 - derivadas y el límite', 'es'],
    ['Tema de casă pentru laborator', 'ro'],
    ['Zusammenfassung der Vorlesung', 'de'],
    ['Corrigé du partiel', 'fr'],
    ['מטלה', 'he'],
    ['', null],
    ['1234', null],
  ])('%s', (text, language) => {
    expect(guessLanguage(tokenise(text))).toBe(language);
  });
});
