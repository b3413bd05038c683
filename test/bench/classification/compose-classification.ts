import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { composeItems } from './compose/compose-items';

/**
 * Writes the made items to test/fixtures/classification/composed.tsv, the same ones at every run.
 *
 *     npm run compose:classification
 */
const FILE = path.resolve(__dirname, '../../../../test/fixtures/classification/composed.tsv');

const rows = composeItems().map(({ language, section, name, modType, category, source }) =>
  [language, section, name, modType, category, source].join('\t'),
);
writeFileSync(FILE, ['lang\tcontext\tname\tmodtype\tlabel\tsource', ...rows, ''].join('\n'));
console.log(`${rows.length} items: ${FILE}`);
