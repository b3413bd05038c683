import { Button, TextInput } from '@mantine/core';
import { useRef, useState, type ClipboardEvent, type FormEvent } from 'react';
import { useLanguage } from '../../react';
import { SpikeError } from '../../sdk';
import { useStrings } from '../strings';
import styles from './sign-in.module.css';

const canPaste = (): boolean => typeof navigator.clipboard?.readText === 'function';

/**
 * The address is copied from the university's last page: most sites hand students to Moodle's own app, whatever was asked for, and no page
 * can take that app's place.
 */
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
  const input = useRef<HTMLInputElement>(null);
  const empty = address.trim() === '';

  const finish = async (returned: string) => {
    setAddress(returned);
    setBusy(true);
    setError(null);
    try {
      await onReturn(returned);
    } catch (reason) {
      setError(SpikeError.from(reason));
      setBusy(false);
    }
  };
  const pasteAndFinish = async () => {
    const text = await navigator.clipboard.readText().catch(() => '');
    if (text.trim() === '') input.current?.focus();
    else await finish(text.trim());
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!empty) void finish(address);
    else if (canPaste()) void pasteAndFinish();
  };
  const onPaste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text').trim();
    if (!empty || !text.includes('token=')) return;
    event.preventDefault();
    void finish(text);
  };

  return (
    <form className={styles.byHand} onSubmit={onSubmit} noValidate>
      <ol className={styles.steps}>
        <li>
          <a
            className={styles.textLink}
            href={linkUrl}
            target="_blank"
            rel="noopener noreferrer"
            data-testid="open-university"
          >
            {t.openUniversity}
          </a>
        </li>
        <li>{t.copyStep}</li>
        <li>{t.pasteStep}</li>
      </ol>
      <TextInput
        ref={input}
        aria-label={t.returnAddress}
        placeholder="moodlemobile://token=…"
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
        onPaste={onPaste}
      />
      {error && (
        <p className={styles.error} role="alert" data-testid="login-error">
          {error.text[language]}
        </p>
      )}
      <Button type="submit" size="md" loading={busy} disabled={empty && !canPaste()} data-testid="finish">
        {empty && canPaste() ? t.pasteAndFinish : t.finishSignIn}
      </Button>
    </form>
  );
}
