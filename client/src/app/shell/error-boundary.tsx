import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useStrings } from '../strings';
import styles from './shell.module.css';

function Broken() {
  const t = useStrings();
  return (
    <main className={styles.splash}>
      <h1>{t.brokenTitle}</h1>
      <Button onClick={() => window.location.reload()}>{t.reloadPage}</Button>
    </main>
  );
}

/** The last resort: a page that says what happened instead of a white one. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}
