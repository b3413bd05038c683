import { Button, Switch } from '@mantine/core';
import type { AutoSyncReply } from '../../../../src/contract';
import { useLanguage } from '../../react';
import { SpikeError } from '../../sdk';
import { dayAndTime, relativeTime } from '../format/dates';
import { useAutoSync } from '../library/queries';
import { useSignedIn } from '../session/session-context';
import { Notice } from '../shell/notice';
import { useStrings } from '../strings';
import styles from './auto-sync.module.css';

/** Nearer than this is not worth a number, ms. */
const SOON_MS = 60_000;

/**
 * Whether Spike syncs by itself, and when next. Where Moodle wants another sign-in, that comes first; `asked`: the panel above says so
 * already.
 */
export function AutoSync({ now, asked }: { readonly now: Date; readonly asked: boolean }) {
  const t = useStrings();
  const language = useLanguage();
  const { signInAgain } = useSignedIn();
  const { autoSync, choice } = useAutoSync();
  const reply = autoSync.data;
  const hint = useHint(reply, now);
  if (!reply || reply.state === 'unavailable') return null;
  if (reply.state === 'sign-in-again') {
    if (asked) return null;
    const error = reply.error && SpikeError.fromReport(reply.error);
    return (
      <div className={styles.notice} data-testid="sign-in-again">
        <Notice title={t.signInAgainTitle} text={error ? t.signInAgainText(error.text[language]) : undefined}>
          <Button data-testid="sign-in-again-button" onClick={() => signInAgain(error)}>
            {t.signIn}
          </Button>
        </Notice>
      </div>
    );
  }
  if (reply.state === 'no-token')
    return (
      <p className={styles.line} data-testid="auto-sync-none">
        {t.autoSyncNoToken}
      </p>
    );
  return (
    <Switch
      className={styles.line}
      classNames={{ description: styles.hint, error: styles.error }}
      data-testid="auto-sync"
      label={t.autoSync}
      description={hint}
      error={choice.isError ? t.autoSyncFailed : undefined}
      checked={choice.isPending ? choice.variables : reply.enabled}
      onChange={({ currentTarget }) => choice.mutate(currentTarget.checked)}
    />
  );
}

/** The line below the switch. */
function useHint(reply: AutoSyncReply | undefined, now: Date): string {
  const t = useStrings();
  const language = useLanguage();
  if (reply?.state === 'off') return t.autoSyncOff;
  if (!reply?.nextAt) return t.autoSyncOn;
  const at = new Date(reply.nextAt);
  if (at.getTime() - now.getTime() < SOON_MS) return t.autoSyncSoon;
  return t.autoSyncNext(`${relativeTime(at, now, language)} (${dayAndTime(at, now, language)})`);
}
