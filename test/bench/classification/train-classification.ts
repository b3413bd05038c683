import { writeFileSync } from 'node:fs';
import { SEED } from './compose/compose-items';
import { dataSets, isForTesting, MODEL_FILE } from './data-sets';
import { calibrationFrom, examplesOf, leaveOneSourceOut } from './leave-one-out';
import { fitWeights, trainedModel } from './training';

/**
 * Trains the linear model on the training sources of the shipped data and writes it down; the same data give the same file. Confidence is
 * calibrated on verdicts about sources that were left out.
 *
 *     npm run train:classification
 */
const sets = dataSets().map((set) => ({ ...set, items: set.items.filter((item) => !isForTesting(item)) }));
const weights = fitWeights(examplesOf(sets));
const calibration = calibrationFrom(leaveOneSourceOut(sets, ['examples', 'hand-written']));
const trainedOn = Object.fromEntries(sets.map(({ name, items }) => [name, items.length]));
const model = trainedModel(weights, calibration, SEED, trainedOn);
writeFileSync(MODEL_FILE, `${JSON.stringify(model, null, 2)}\n`);
console.log(`${Object.keys(model.weights).length} features of ${JSON.stringify(trainedOn)}: ${MODEL_FILE}`);
