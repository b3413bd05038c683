import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { BrowserSignInReply } from '../../../../src/contract';
import { useStrings } from '../strings';
import { canBringBack } from './return-address';
import { ReturnByHand } from './return-by-hand';
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
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);

  return (
    <div className={styles.fields} data-testid="away">
      <h2 ref={heading} tabIndex={-1} className={styles.awayTitle}>
        {t.awayTitle}
      </h2>
      <p className={styles.lead}>{canBringBack() ? t.awayText : t.awayTextByHand}</p>
      <ReturnByHand linkUrl={begun.linkUrl} onReturn={onReturn} />
      <Button variant="subtle" color="gray" size="md" onClick={onCancel} data-testid="cancel-sign-in">
        {t.cancelSignIn}
      </Button>
    </div>
  );
}
