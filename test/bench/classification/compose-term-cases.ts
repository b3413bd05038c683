import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { casesFor } from './compose/term-cases';
import { dataSets, FIXTURES } from './data-sets';
import type { LabelledItem } from './labelled-file';
import {
  CasesByWord,
  isDerived,
  isNoticedBy,
  nameOf,
  numberedBy,
  type NumberedName,
  pieces,
  witness,
} from './mutation';

/**
 * Makes a case for each term of the lexicon that no labelled item needs, and writes them to `term-cases.tsv`, or, where all that a term does is to make its number understood, to `term-numbers.tsv`; names the terms for which none
 * can be made: whatever is done with them, it makes no difference that they are there.
 */
function composeTermCases(): void {
  const cases = new CasesByWord(dataSets().flatMap(({ items }) => items));
  const made: LabelledItem[] = [];
  const numbers: NumberedName[] = [];
  const needless: string[] = [];
  for (const piece of pieces()) {
    if (witness(piece, cases)) continue;
    const found = casesFor(piece).find((item) => isNoticedBy(piece, item));
    const numbered = found ? undefined : numberedBy(piece);
    if (found) made.push(found);
    else if (numbered) numbers.push(numbered);
    else if (!isDerived(piece)) needless.push(nameOf(piece));
  }
  const rows = made.map(({ language, section, name, modType, category, source }) =>
    [language, section, name, modType, category, source].join('\t'),
  );
  const text = ['lang\tcontext\tname\tmodtype\tlabel\tsource', ...rows].join('\n');
  writeFileSync(path.join(FIXTURES, 'term-cases.tsv'), `${text}\n`);
  const counted = numbers.map(({ language, name, kind }) => [language, name, kind].join('\t'));
  writeFileSync(path.join(FIXTURES, 'term-numbers.tsv'), `${['lang\tname\tkind', ...counted].join('\n')}\n`);
  console.log(`${made.length} cases and ${numbers.length} numbers written`);
  if (needless.length > 0) console.log(`${needless.length} terms without a case:\n${needless.join('\n')}`);
}

composeTermCases();
