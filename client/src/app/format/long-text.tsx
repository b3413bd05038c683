import { useState } from 'react';
import { useStrings } from '../strings';
import styles from './long-text.module.css';

/** Characters above which a text begins short. */
const LONG = 700;

/** A text somebody else wrote: its paragraphs are kept, its own direction too, and what is long begins short. */
export function LongText({ text, whole = false }: { readonly text: string; readonly whole?: boolean }) {
  const t = useStrings();
  const [open, setOpen] = useState(false);
  const short = !whole && text.length > LONG;
  return (
    <>
      <div className={styles.text} data-short={short && !open} dir="auto">
        {text}
      </div>
      {short && (
        <button type="button" className={styles.toggle} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t.readLess : t.readOn}
        </button>
      )}
    </>
  );
}
