import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useLanguage } from '../../react';
import { SpikeError } from '../../sdk';
import { useStrings } from '../strings';
import styles from './sign-in.module.css';

/** For browsers that do not bring the student back: the address is copied from the university's last page. */
export function ReturnByHand({
  linkUrl,
  onReturn,
}: {
  /** Ends on a page that shows the address as a link. */
  readonly linkUrl: string;
  readonly onReturn: (address: string) => Promise<void>;
}) {
  const t = useStrings();
  const language = useLanguage();
  const [address, setAddress] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<SpikeError | null>(null);

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
    <form className={styles.fields} onSubmit={(event) => void finish(event)} noValidate>
      <ol className={styles.steps}>
        <li>
          <a
            className={styles.textLink}
            href={linkUrl}
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
      <Button type="submit" size="md" loading={busy} disabled={address.trim() === ''} data-testid="finish">
        {t.finishSignIn}
      </Button>
    </form>
  );
}
