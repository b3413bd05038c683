import { IconLock } from '@tabler/icons-react';
import type { LibrarySection } from '../../../../src/contract';
import { Name } from '../format/name';
import { useStrings } from '../strings';
import styles from './course.module.css';
import { ItemRow } from './item-row';

/** The course as its lecturer arranged it. */
export function ItemsBySection({
  sections,
  searching,
  now,
}: {
  readonly sections: readonly LibrarySection[];
  /** While searching, sections without a hit say nothing. */
  readonly searching: boolean;
  readonly now: Date;
}) {
  const t = useStrings();
  const shown = sections
    .filter(({ items, summary }) => items.length > 0 || (!searching && summary !== null))
    .toSorted((a, b) => a.position - b.position);
  return shown.map((section) => (
    <section key={section.id} className={styles.group} aria-labelledby={`section-${section.id}`}>
      <h2 id={`section-${section.id}`} className={styles.groupTitle}>
        <Name>{section.name}</Name>
        <span className={styles.groupCount}>{section.items.length}</span>
      </h2>
      {section.summary && (
        <p className={styles.summary} dir="auto">
          {section.summary}
        </p>
      )}
      {section.restricted && (
        <p className={styles.restricted}>
          <IconLock size={15} aria-hidden /> {t.restricted}
          {section.restrictionReason && <Name>{section.restrictionReason}</Name>}
        </p>
      )}
      {section.items.length === 0 ? (
        <p className={styles.summary}>{t.emptySection}</p>
      ) : (
        <ul className={styles.items}>
          {section.items.map((item) => (
            <ItemRow key={item.id} item={item} now={now} inCourseOrder />
          ))}
        </ul>
      )}
    </section>
  ));
}
