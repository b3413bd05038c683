import { readFileSync } from 'node:fs';
import path from 'node:path';
import { classifyItem } from '../../../src/classification';
import { LEXICON } from '../../../src/classification/lexicon/match';
import { type LabelledItem, readLabelledFile } from './labelled-file';
import {
  CasesByWord,
  isDerived,
  isNumbered,
  nameOf,
  numberedBy,
  type NumberedName,
  pieces,
  without,
  witness,
} from './mutation';

/**
 * Takes each meaning of each term out of the lexicon by itself, and looks for a labelled item that is right with it and wrong without. The
 * cases are data: a term that is taken out of the lexicon leaves its case behind, and that fails.
 */
describe('each term of the lexicon', () => {
  const read = (file: string): readonly LabelledItem[] => {
    const fixtures = path.join(__dirname, '../../fixtures/classification');
    const labelled = readLabelledFile(readFileSync(path.join(fixtures, file), 'utf8'));
    if (labelled.kind !== 'items') throw new Error(`${file} holds no items`);
    return labelled.items;
  };
  const made = read('term-cases.tsv');
  const ordinary = new CasesByWord(['examples.tsv', 'hand-written.tsv', 'composed.tsv'].flatMap(read));
  const cases = new CasesByWord(made);
  const all = pieces();

  it('is needed by a labelled item', () => {
    const unseen = all.filter(
      (piece) => !witness(piece, ordinary) && !witness(piece, cases) && !numberedBy(piece),
    );
    expect(unseen.filter((piece) => !isDerived(piece)).map(nameOf)).toEqual([]);
    expect(unseen.length).toBeLessThan(all.length / 40);
    expect(all.length).toBeGreaterThan(5_000);
  });

  it('leaves its case behind when it is taken out', () => {
    const piece = all.find((one) => !witness(one, ordinary) && witness(one, cases));
    const wrong = () =>
      made.filter(
        ({ language, name, section, modType, category }) =>
          classifyItem({ modType, name, section, language }).category !== category,
      );
    expect(wrong()).toEqual([]);
    expect(piece && without(piece, wrong).length).toBeGreaterThan(0);
  });

  it('makes its number understood', () => {
    const file = path.join(__dirname, '../../fixtures/classification/term-numbers.tsv');
    const rows = readFileSync(file, 'utf8').trim().split('\n').slice(1);
    const names = rows.map((row) => {
      const [language = '', name = '', kind = ''] = row.split('\t');
      return { language, name, kind } as NumberedName;
    });
    expect(names.filter((name) => !isNumbered(name))).toEqual([]);
    expect(names.length).toBeGreaterThan(100);
  });

  it('is put back', () => {
    const [piece] = all;
    if (!piece) throw new Error('no terms');
    const before = JSON.stringify([...LEXICON.byFirstWord]);
    expect(() =>
      without(piece, () => {
        throw new Error('in between');
      }),
    ).toThrow('in between');
    const sorted = (text: string) => (JSON.parse(text) as [string, unknown][]).map(([key]) => key).sort();
    expect(sorted(JSON.stringify([...LEXICON.byFirstWord]))).toEqual(sorted(before));
  });
});
