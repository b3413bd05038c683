import type { Token } from '../normalise/tokenise';
import { LEXICON } from './match';
import type { Language } from './entry';

/** Common words that names contain beside the lexicon's, enough to tell Latin-script languages apart. */
const FUNCTION_WORDS: ReadonlyMap<string, Language> = new Map(
  (
    [
      ['en', 'the of and with for from by using is are how what introduction'],
      ['fr', 'le la les et une des du au aux avec pour sur dans est'],
      ['ro', 'si cu din pentru sau este prin ale'],
      ['de', 'der die das und mit fur im zum zur ein eine von'],
      ['es', 'el los las y con del una por que es un al para'],
    ] as const
  ).flatMap(([language, words]) => words.split(' ').map((word) => [word, language] as const)),
);

/** The language that most words of a text point to, or null. Only used between readings of an ambiguous word. */
export function guessLanguage(tokens: readonly Token[]): Language | null {
  const votes = new Map<Language, number>();
  for (const token of tokens) {
    const language = FUNCTION_WORDS.get(token.key) ?? onlyLanguageOf(token.key);
    if (language !== null) votes.set(language, (votes.get(language) ?? 0) + 1);
  }
  let best: Language | null = null;
  for (const [language, count] of votes) if (best === null || count > (votes.get(best) ?? 0)) best = language;
  return best;
}

function onlyLanguageOf(key: string): Language | null {
  const term = LEXICON.byFirstWord.get(key)?.find((candidate) => candidate.words.length === 1);
  const language = term?.senses[0]?.language ?? null;
  return term?.senses.every((sense) => sense.language === language) ? language : null;
}
