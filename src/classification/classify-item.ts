import { CATEGORIES, type Category } from './category';
import type { ItemInput, Verdict } from './item';
import { itemNumber } from './item-number';
import { guessLanguage } from './lexicon/language-guess';
import { type Cue, matchTerms } from './lexicon/match';
import type { Evidence } from './model/evidence';
import { LINEAR_MODEL, type LinearModel } from './model/linear-model';
import { POSITION } from './model/parameters';
import { reasonsFor } from './model/reasons';
import { type Distribution, logitsOf } from './model/scorer';
import { splitFileName } from './normalise/file-name';
import { type Token, tokenise } from './normalise/tokenise';
import { withoutTypeWord } from './normalise/type-words';
import { citationEvidence } from './structure/citation';
import { applyContextRules, CONTEXT_RULES } from './structure/context-rules';
import { nameEvidence } from './structure/name-evidence';
import { holdsSeveralKinds, readSection, type Section } from './structure/section-evidence';
import { extensionOf, structureEvidence } from './structure/structure-evidence';

/** All that was read of one item, before the verdict. */
export interface ItemReading {
  tokens: readonly Token[];
  cues: readonly Cue[];
  evidence: readonly Evidence[];
}

/** The category of one course item, with its confidence and reasons. Pure and total: any input has a verdict. */
export function classifyItem(input: ItemInput): Verdict {
  return verdictOf(readItem(input));
}

/** Gathers the evidence. A section that was read already may be passed in. */
export function readItem(
  item: ItemInput,
  known?: Section,
  rules = CONTEXT_RULES,
  courseLanguage: () => string | null = () => null,
): ItemReading {
  const { stem, extension: ofName } = splitFileName(item.name);
  const tokens = withoutTypeWord(tokenise(stem), item.modType);
  const language = languageOf(item, tokens, courseLanguage);
  const section = known ?? readSection(item.section ?? '', language);
  const cues = matchTerms(tokens, { place: 'name', language });
  const extension = extensionOf(item, ofName);
  const named = nameEvidence(tokens, cues, 'name', 1);
  const gathered = [
    ...named,
    ...citationEvidence(stem, named.length === 0, cues[0]?.at !== 0),
    ...(named.length === 0 ? filesEvidence(item, language) : []),
    ...section.evidence,
    ...structureEvidence(item, extension),
  ];
  const view = {
    item,
    extension,
    wordCount: tokens.filter((token) => !token.isNumber).length,
    handsIn: cues.some((cue) => cue.meaning === 'submission'),
    joinsKinds: item.modType === 'folder' && holdsSeveralKinds(stem, tokens, cues),
  };
  return { tokens, cues, evidence: applyContextRules(gathered, view, rules) };
}

/** The item's own language, else the one its words point to, else its course's; worked out only when a word asks for it. */
function languageOf(
  item: ItemInput,
  tokens: readonly Token[],
  courseLanguage: () => string | null,
): () => string | null {
  let guess: string | null | undefined = item.language;
  return () => {
    guess ??= guessLanguage([...tokens, ...tokenise(item.section ?? '')]) ?? courseLanguage();
    return guess;
  };
}

/** Names of further files say nothing more about the item as a whole. */
const FILES_READ = 3;

function filesEvidence(item: ItemInput, language: () => string | null): Evidence[] {
  return (item.fileNames ?? []).slice(0, FILES_READ).flatMap((fileName) => {
    const tokens = tokenise(splitFileName(fileName).stem);
    return nameEvidence(tokens, matchTerms(tokens, { place: 'name', language }), 'file', POSITION.file);
  });
}

export function verdictOf(
  { tokens, cues, evidence }: ItemReading,
  model: LinearModel = LINEAR_MODEL,
): Verdict {
  const distribution = model.weigh(evidence, logitsOf(evidence));
  const category = likeliest(distribution);
  return {
    category,
    confidence: model.confidenceOf(distribution[category]),
    reasons: reasonsFor(category, evidence),
    number: itemNumber(tokens, cues, category),
  };
}

/** The earlier category wins a draw, so that an item about which nothing is known is a lecture, as most are. */
function likeliest(distribution: Distribution): Category {
  let best: Category = CATEGORIES[0];
  for (const category of CATEGORIES) if (distribution[category] > distribution[best]) best = category;
  return best;
}
