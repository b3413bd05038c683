import type { RelatedItem } from '../../../../src/contract';
import { Name } from '../format/name';
import { useStrings } from '../strings';
import styles from './course.module.css';
import { useItemNames } from './item-names';

/** From an exercise to its solution and recitation, and back; both are on this page. */
export function RelatedItems({ related }: { readonly related: readonly RelatedItem[] }) {
  const t = useStrings();
  const names = useItemNames();
  const shown = related.filter(({ itemId }) => names.has(itemId));
  if (shown.length === 0) return null;
  const word = { solution: t.asSolution, recitation: t.asRecitation, task: t.asTask };
  return (
    <p className={styles.related} data-testid="item-related">
      {shown.map(({ itemId, as }) => (
        <span key={itemId}>
          {word[as]}:{' '}
          <a href={`#item-${itemId}`}>
            <Name>{names.get(itemId) ?? ''}</Name>
          </a>
        </span>
      ))}
    </p>
  );
}
