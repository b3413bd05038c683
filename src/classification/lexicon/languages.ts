import { ARABIC } from './ar';
import { GERMAN } from './de';
import { ENGLISH } from './en';
import type { Lexicon } from './entry';
import { SPANISH } from './es';
import { FRENCH } from './fr';
import { HEBREW } from './he';
import { ROMANIAN } from './ro';
import { RUSSIAN } from './ru';

export const LEXICONS: readonly Lexicon[] = [
  HEBREW,
  ENGLISH,
  FRENCH,
  ROMANIAN,
  RUSSIAN,
  GERMAN,
  SPANISH,
  ARABIC,
];
