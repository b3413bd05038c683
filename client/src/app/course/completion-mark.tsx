import { IconCircle, IconCircleCheckFilled, IconCircleX } from '@tabler/icons-react';
import type { Completion } from '../../../../src/contract';
import { useStrings } from '../strings';
import styles from './course.module.css';

/** Whether Moodle counts an item as done, with its conditions for whoever asks. */
export function CompletionMark({ completion }: { readonly completion: Completion }) {
  const t = useStrings();
  const { Sign, word } = {
    incomplete: { Sign: IconCircle, word: t.incomplete },
    complete: { Sign: IconCircleCheckFilled, word: t.complete },
    passed: { Sign: IconCircleCheckFilled, word: t.passed },
    failed: { Sign: IconCircleX, word: t.failed },
  }[completion.state];
  const conditions = completion.conditions.map(({ label, met }) => `${met ? '✓' : '○'} ${label}`).join('\n');
  return (
    <span
      className={styles.completion}
      data-testid="item-completion"
      data-state={completion.state}
      title={conditions || undefined}
    >
      <Sign size={15} aria-hidden /> {word}
    </span>
  );
}
