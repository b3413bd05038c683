import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { casesFor } from './compose/term-cases';
import { dataSets, FIXTURES } from './data-sets';
import type { LabelledItem } from './labelled-file';
import { CasesByWord, isCountedBy, isDerived, isNoticedBy, nameOf, pieces, witness } from './mutation';

/**
 * Makes a case for each term of the lexicon that no labelled item needs, and writes them to `term-cases.tsv`; names the terms for which none
 * can be made: whatever is done with them, it makes no difference that they are there.
 */
function composeTermCases(): void {
  const cases = new CasesByWord(dataSets().flatMap(({ items }) => items));
  const made: LabelledItem[] = [];
  const needless: string[] = [];
  for (const piece of pieces()) {
    if (isCountedBy(piece) || witness(piece, cases)) continue;
    const found = casesFor(piece).find((item) => isNoticedBy(piece, item));
    if (found) made.push(found);
    else if (!isDerived(piece)) needless.push(nameOf(piece));
  }
  const rows = made.map(({ language, section, name, modType, category, source }) =>
    [language, section, name, modType, category, source].join('\t'),
  );
  const text = ['lang\tcontext\tname\tmodtype\tlabel\tsource', ...rows].join('\n');
  writeFileSync(path.join(FIXTURES, 'term-cases.tsv'), `${text}\n`);
  console.log(`${made.length} cases written`);
  if (needless.length > 0) console.log(`${needless.length} terms without a case:\n${needless.join('\n')}`);
}

composeTermCases();
