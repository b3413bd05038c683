import type { CoverageGap } from '../../../../src/contract';
import { useLanguage } from '../../react';
import { useStrings } from '../strings';
import styles from './receipt-list.module.css';

/** What the way that was taken into Moodle cannot see; nothing where it sees everything. */
export function CoverageNote({ coverage }: { readonly coverage: readonly CoverageGap[] }) {
  const t = useStrings();
  const language = useLanguage();
  if (coverage.length === 0) return null;
  return (
    <details className={styles.receipt} data-testid="coverage">
      <summary>{t.coverageTitle}</summary>
      <p className={styles.coverageText}>{t.coverageText}</p>
      <ul className={styles.gaps}>
        {coverage.map(({ id, name }) => (
          <li key={id} data-testid="coverage-gap">
            {name[language]}
          </li>
        ))}
      </ul>
    </details>
  );
}
