import type { Language } from '../../../../src/contract';
import { useLanguage } from '../../react';
import { TABLE } from './table';

export type Strings = { readonly [K in keyof typeof TABLE]: (typeof TABLE)[K][Language] };

function pick(language: Language): Strings {
  return Object.fromEntries(Object.entries(TABLE).map(([name, entry]) => [name, entry[language]])) as Strings;
}

const STRINGS: Readonly<Record<Language, Strings>> = { he: pick('he'), en: pick('en') };

/** The page's words in the current language. */
export const useStrings = (): Strings => STRINGS[useLanguage()];
