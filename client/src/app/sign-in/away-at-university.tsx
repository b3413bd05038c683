import { Button, TextInput } from '@mantine/core';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import type { BrowserSignInReply } from '../../../../src/contract';
import { useLanguage } from '../../react';
import { SpikeError } from '../../sdk';
import { useStrings } from '../strings';
import { canBringBack } from './return-address';
import styles from './sign-in.module.css';

/** While the student is at the university: the way there again, the way back by hand, and the way out. */
export function AwayAtUniversity({
  begun,
  onReturn,
  onCancel,
}: {
  readonly begun: BrowserSignInReply;
  readonly onReturn: (address: string) => Promise<void>;
  readonly onCancel: () => void;
}) {
  const t = useStrings();
  const language = useLanguage();
  const [address, setAddress] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<SpikeError | null>(null);
  const byItself = canBringBack();

  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);

  const finish = async (event: FormEvent) => {
    event.preventDefault();
    if (address.trim() === '') return;
    setBusy(true);
    setError(null);
    try {
      await onReturn(address);
    } catch (reason) {
      setError(SpikeError.from(reason));
      setBusy(false);
    }
  };

  return (
    <div className={styles.fields} data-testid="away">
      <h2 ref={heading} tabIndex={-1} className={styles.awayTitle}>
        {t.awayTitle}
      </h2>
      <p className={styles.lead}>{byItself ? t.awayText : t.awayTextByHand}</p>
      <a
        className={styles.textLink}
        href={byItself ? begun.url : begun.linkUrl}
        target="_blank"
        rel="noopener noreferrer"
        data-testid="open-university"
      >
        {t.openUniversity}
      </a>

      <details className={styles.byHand} open={!byItself} data-testid="by-hand">
        <summary>{t.notBackTitle}</summary>
        <ol className={styles.steps}>
          <li>
            <a
              className={styles.textLink}
              href={begun.linkUrl}
              target="_blank"
              rel="noopener noreferrer"
              data-testid="open-link-page"
            >
              {t.copyStepOne}
            </a>
          </li>
          <li>{t.copyStepTwo}</li>
          <li>{t.copyStepThree}</li>
        </ol>
        <form className={styles.fields} onSubmit={(event) => void finish(event)} noValidate>
          <TextInput
            aria-label={t.returnAddress}
            placeholder="web+spike://token=…"
            size="md"
            data-testid="return-address"
            autoComplete="off"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            inputMode="url"
            dir="ltr"
            value={address}
            onChange={(event) => setAddress(event.currentTarget.value)}
          />
          {error && (
            <p className={styles.error} role="alert" data-testid="login-error">
              {error.text[language]}
            </p>
          )}
          <Button
            type="submit"
            size="md"
            loading={busy}
            disabled={address.trim() === ''}
            data-testid="finish"
          >
            {t.finishSignIn}
          </Button>
        </form>
      </details>

      <Button variant="subtle" color="gray" size="md" onClick={onCancel} data-testid="cancel-sign-in">
        {t.cancelSignIn}
      </Button>
    </div>
  );
}
