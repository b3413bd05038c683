import { Button } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { errorReport, type BrowserSignInReply, type University } from '../../../../src/contract';
import { useLanguage, useSpikeClient } from '../../react';
import { SpikeError } from '../../sdk';
import { useStrings } from '../strings';
import { AwayAtUniversity } from './away-at-university';
import { becomeReturnHandler, RETURN_SCHEME } from './return-address';
import styles from './sign-in.module.css';

/** One button, which leads to the university's own page. */
export function BrowserSignIn({
  university,
  onReturn,
  onTry,
}: {
  readonly university: University;
  /** Finishes with the address that the university returned. */
  readonly onReturn: (address: string) => Promise<void>;
  /** A sign-in begins: what was said before it is over. */
  readonly onTry: () => void;
}) {
  const t = useStrings();
  const language = useLanguage();
  const client = useSpikeClient();
  const [busy, setBusy] = useState(false);
  const [away, setAway] = useState<BrowserSignInReply | null>(null);
  const [error, setError] = useState<SpikeError | null>(null);

  useEffect(() => {
    if (!away) return;
    const expiry = setTimeout(() => {
      setAway(null);
      setError(SpikeError.fromReport(errorReport('auth.passport-unknown')));
    }, away.expiresIn * 1_000);
    return () => clearTimeout(expiry);
  }, [away]);

  const begin = async () => {
    setBusy(true);
    setError(null);
    onTry();
    becomeReturnHandler();
    // Opened within the click: what is opened after a wait, browsers take for a pop-up.
    const tab = window.open('', '_blank');
    if (tab) tab.opener = null;
    try {
      const begun = await client.beginBrowserSignIn({ universityId: university.id, scheme: RETURN_SCHEME });
      // The page with the link follows it by itself, and is still there where that leads nowhere.
      tab?.location.replace(begun.linkUrl);
      setAway(begun);
    } catch (reason) {
      tab?.close();
      setError(SpikeError.from(reason));
    }
    setBusy(false);
  };

  if (away) return <AwayAtUniversity begun={away} onReturn={onReturn} onCancel={() => setAway(null)} />;
  return (
    <div className={styles.fields}>
      <p className={styles.lead}>{t.browserLead}</p>
      {error && (
        <p className={styles.error} role="alert" data-testid="login-error">
          {error.text[language]}
        </p>
      )}
      <Button
        size="lg"
        loading={busy}
        rightSection={<IconExternalLink size={20} className={styles.flip} aria-hidden />}
        data-testid="browser-sign-in"
        onClick={() => void begin()}
      >
        {t.browserSignIn}
      </Button>
      <p className={styles.small}>{t.browserPromise}</p>
    </div>
  );
}
