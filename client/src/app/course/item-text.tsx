import type { LibraryItem } from '../../../../src/contract';
import { LongText } from '../format/long-text';
import { Name } from '../format/name';
import { useStrings } from '../strings';
import { bookParts } from './book-parts';
import styles from './course.module.css';

/** The text of a page or a book, to be read here. */
export function ItemText({ item }: { readonly item: LibraryItem }) {
  const t = useStrings();
  const parts = bookParts(item);
  if (parts.length === 0) return null;
  const chapters = parts.filter(({ title }) => title !== null).length;
  return (
    <details className={styles.fold} data-testid="item-text">
      <summary>
        {t.readHere}
        {chapters > 0 && ` (${t.chapters(chapters)})`}
      </summary>
      <div className={styles.reading}>
        {parts.map(({ title, level, text }, index) => (
          <section key={index} data-level={level}>
            {title !== null && (
              <h3>
                <Name>{title}</Name>
              </h3>
            )}
            {text !== '' && <LongText text={text} whole />}
          </section>
        ))}
      </div>
    </details>
  );
}
