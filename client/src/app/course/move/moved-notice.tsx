import { CloseButton } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { CATEGORIES, type Category } from '../../../../../src/contract';
import { useLanguage } from '../../../react';
import type { SpikeError } from '../../../sdk';
import { useStrings } from '../../strings';
import styles from './move.module.css';

export interface Moved {
  readonly itemId: string;
  readonly name: string;
  /** Where to; `null`: back to where it was. */
  readonly category: Category | null;
  /** `null` for what cannot be taken back. */
  readonly undo: (() => void) | null;
  readonly error: SpikeError | null;
}

/**
 * What was just moved, until it is closed: the item may have gone to another part of the page. Whoever moves by keyboard goes on
 * here, since the place where they were is gone. The region itself always stands on the page, or it would not be read out.
 */
export function MovedNotice({
  moved,
  onClose,
}: {
  readonly moved: Moved | null;
  readonly onClose: () => void;
}) {
  const t = useStrings();
  const language = useLanguage();
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (moved) first.current?.focus({ preventScroll: true });
  }, [moved]);
  const text =
    moved &&
    (moved.error
      ? `${t.moveFailed}: ${moved.error.text[language]}`
      : moved.category === null
        ? t.moveUndone(moved.name)
        : t.moved(moved.name, CATEGORIES[moved.category][language]));
  return (
    <div className={styles.place}>
      <div role="status" className={styles.said}>
        {text}
      </div>
      {moved && (
        <div className={styles.notice} data-testid="moved-notice" data-failed={moved.error !== null}>
          <p className={styles.text} aria-hidden>
            {text}
          </p>
          {moved.undo && (
            <button
              ref={first}
              type="button"
              className={styles.action}
              data-testid="move-undo"
              onClick={moved.undo}
            >
              {t.undoMove}
            </button>
          )}
          <button
            ref={moved.undo ? undefined : first}
            type="button"
            className={styles.action}
            onClick={() => showItem(moved.itemId)}
          >
            {t.showItem}
          </button>
          <CloseButton aria-label={t.dismiss} size="lg" radius="md" onClick={onClose} />
        </div>
      )}
    </div>
  );
}

function showItem(itemId: string): void {
  const row = document.getElementById(`item-${itemId}`);
  row?.scrollIntoView({ block: 'center' });
  row?.querySelector<HTMLElement>('a, button')?.focus({ preventScroll: true });
}
