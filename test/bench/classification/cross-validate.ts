import { dataSets } from './data-sets';
import { leaveOneSourceOut } from './leave-one-out';
import { accuracyOf, groupBy } from './measures';

/**
 * Leave one source out: the model is trained without each source in turn, and graded on it. Rules and lexicon are the same in every fold, so
 * this shows what the model learned by heart, and not what the rules did.
 *
 *     npm run crossvalidate:classification [-- --json]
 */
const sets = dataSets();
const folds = leaveOneSourceOut(sets, ['examples', 'hand-written']);
const results = [...groupBy(folds, ({ set }) => set)].map(([set, of]) => {
  const graded = of.flatMap((fold) => fold.graded);
  const worst = Math.min(...of.map((fold) => accuracyOf(fold.graded)));
  return { set, sources: of.length, items: graded.length, accuracy: accuracyOf(graded), worstSource: worst };
});
if (process.argv.includes('--json')) console.log(JSON.stringify(results));
else
  for (const { set, sources, items, accuracy, worstSource } of results)
    console.log(
      `${set}: ${items} items of ${sources} sources, each left out once: accuracy ${(accuracy * 100).toFixed(1)} %, worst source ${(worstSource * 100).toFixed(1)} %`,
    );
