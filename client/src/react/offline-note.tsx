import { IconPlugConnectedX } from '@tabler/icons-react';
import { useLanguage } from './spike-provider';
import styles from './sync-progress.module.css';
import { SYNC_WORDS } from './sync-words';

/** Says that the server cannot be reached. */
export function OfflineNote() {
  const language = useLanguage();
  return (
    <p className={styles.note} role="status" data-testid="offline">
      <IconPlugConnectedX size={16} aria-hidden /> {SYNC_WORDS[language].offline}
    </p>
  );
}
