import type { ReactNode } from 'react';
import { PageTitle } from '../route/page-title';
import styles from './shell.module.css';

/** A kind word where there is nothing to show, or where showing it failed. */
export function Notice({
  title,
  text,
  tone = 'calm',
  page = false,
  children,
}: {
  readonly title: string;
  readonly text?: string;
  readonly tone?: 'calm' | 'bad';
  /** It is all that the page has to say. */
  readonly page?: boolean;
  readonly children?: ReactNode;
}) {
  return (
    <div className={styles.notice} data-tone={tone} role={tone === 'bad' ? 'alert' : undefined}>
      <svg viewBox="0 0 120 48" className={styles.noticeLine} aria-hidden focusable="false">
        <path d="M2 38h38l8-12 10-22 12 38 8-14 6 10h34" />
      </svg>
      {page ? <PageTitle>{title}</PageTitle> : <h2>{title}</h2>}
      {text && <p>{text}</p>}
      {children}
    </div>
  );
}
