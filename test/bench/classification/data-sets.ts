import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type LabelledItem, readLabelledFile } from './labelled-file';

const ROOT = path.resolve(__dirname, '../../../..');
export const FIXTURES = path.join(ROOT, 'test/fixtures/classification');
export const MODEL_FILE = path.join(ROOT, 'src/classification/model/linear-model.json');

export interface DataSet {
  readonly name: string;
  readonly items: readonly LabelledItem[];
  /** Real names count more than made ones, and names made by hand more than composed ones. */
  readonly weight: number;
}

const load = (file: string): readonly LabelledItem[] => {
  const labelled = readLabelledFile(readFileSync(path.join(FIXTURES, file), 'utf8'));
  if (labelled.kind !== 'items') throw new Error(`${file} holds no items`);
  return labelled.items;
};

export const dataSets = (): DataSet[] => [
  { name: 'examples', items: load('examples.tsv'), weight: 2 },
  { name: 'hand-written', items: load('hand-written.tsv'), weight: 2 },
  { name: 'composed', items: load('composed.tsv'), weight: 0.25 },
];

const TEST_SOURCE = /^[npq]\d+$|^made-[a-z]+-[78]$/;

/** Sources kept for testing; the examples are split in the cross-validation alone. */
export const isForTesting = ({ source }: LabelledItem): boolean => TEST_SOURCE.test(source);
