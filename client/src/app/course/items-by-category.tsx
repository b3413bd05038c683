import { useState } from 'react';
import { CATEGORIES, type Category, type LibraryItem } from '../../../../src/contract';
import { useLanguage } from '../../react';
import { CATEGORY_LOOK, CATEGORY_ORDER } from '../library/category-look';
import { useStrings } from '../strings';
import { byNumber } from './by-number';
import styles from './course.module.css';
import { ItemRow } from './item-row';
import { shownCategory } from './shown-category';

type Kind = Category | 'unsorted';

interface Group {
  readonly kind: Kind;
  readonly items: readonly LibraryItem[];
}

function groups(items: readonly LibraryItem[]): Group[] {
  const order: readonly Kind[] = [...CATEGORY_ORDER, 'unsorted'];
  return order
    .map((kind) => ({
      kind,
      items: byNumber(items.filter((item) => (shownCategory(item) ?? 'unsorted') === kind)),
    }))
    .filter((group) => group.items.length > 0);
}

/** What the course holds, by what it is to a student, with chips to look at one kind alone. */
export function ItemsByCategory({
  items,
  now,
}: {
  readonly items: readonly LibraryItem[];
  readonly now: Date;
}) {
  const t = useStrings();
  const language = useLanguage();
  const [chosen, setChosen] = useState<Kind | null>(null);
  const all = groups(items);
  // A search may empty the chosen kind; then everything found is shown.
  const only = all.find(({ kind }) => kind === chosen);
  const name = (kind: Kind) => (kind === 'unsorted' ? t.unsorted : CATEGORIES[kind][language]);
  const chip = (kind: Kind | null, label: string, count: number) => (
    <button
      key={kind ?? 'all'}
      type="button"
      className={styles.chip}
      data-testid="category-chip"
      data-category={kind ?? 'all'}
      aria-pressed={(only?.kind ?? null) === kind}
      onClick={() => setChosen(kind)}
    >
      {label} <span className={styles.chipCount}>{count}</span>
    </button>
  );
  return (
    <>
      <div className={styles.chips} role="group" aria-label={t.filterLabel}>
        {chip(null, t.all, items.length)}
        {all.map(({ kind, items: members }) => chip(kind, name(kind), members.length))}
      </div>
      {(only ? [only] : all).map(({ kind, items: members }) => {
        const Icon = kind === 'unsorted' ? null : CATEGORY_LOOK[kind].icon;
        return (
          <section key={kind} className={styles.group} aria-labelledby={`kind-${kind}`}>
            <h2 id={`kind-${kind}`} className={styles.groupTitle}>
              {Icon && <Icon size={20} aria-hidden />} {name(kind)}
              <span className={styles.groupCount}>{members.length}</span>
            </h2>
            <ul className={styles.items}>
              {members.map((item) => (
                <ItemRow key={item.id} item={item} now={now} />
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}
