import { Button } from '@mantine/core';
import { useLanguage } from '../../react';
import type { SpikeError } from '../../sdk';
import { SpikeMark } from '../brand/spike-mark';
import { useStrings } from '../strings';
import styles from './shell.module.css';

/** The whole page while it is not yet known who is here, or when the server cannot be asked. */
export function Splash({ error, onRetry }: { readonly error?: SpikeError; readonly onRetry?: () => void }) {
  const t = useStrings();
  const language = useLanguage();
  return (
    <main className={styles.splash} aria-busy={!error}>
      <div className={error ? undefined : styles.breathing}>
        <SpikeMark size={72} />
      </div>
      {error ? (
        <>
          <p role="alert">{error.text[language]}</p>
          <Button onClick={onRetry}>{t.retry}</Button>
        </>
      ) : (
        <p className={styles.hidden}>{t.loading}</p>
      )}
    </main>
  );
}
