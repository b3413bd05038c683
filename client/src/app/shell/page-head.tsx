import type { ReactNode } from 'react';
import { PageTitle } from '../route/page-title';
import { useTitle } from '../route/use-title';
import styles from './shell.module.css';

/** The top of a page: its name, what it is for, and what it can be narrowed by. */
export function PageHead({
  title,
  lead,
  children,
}: {
  readonly title: string;
  readonly lead: string;
  readonly children?: ReactNode;
}) {
  useTitle(title);
  return (
    <div className={styles.pageHead}>
      <div>
        <PageTitle>{title}</PageTitle>
        <p>{lead}</p>
      </div>
      {children}
    </div>
  );
}
