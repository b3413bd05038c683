import type { Language } from '../../../../src/contract';

/** A sentence in every language; one with holes is a function of what fills them. */
export type Phrase<A extends readonly unknown[]> = Readonly<Record<Language, (...args: A) => string>>;

export const phrase = <A extends readonly unknown[]>(
  he: (...args: A) => string,
  en: (...args: A) => string,
): Phrase<A> => ({ he, en });

export const text = (he: string, en: string): Readonly<Record<Language, string>> => ({ he, en });
