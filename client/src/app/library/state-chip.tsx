import { IconAlarm, IconCheck, IconCircleDashed, IconLock, IconStar } from '@tabler/icons-react';
import { TASK_STATES, type TaskState } from '../../../../src/contract';
import { useLanguage } from '../../react';
import styles from './library.module.css';

const ICONS = {
  todo: IconCircleDashed,
  submitted: IconCheck,
  graded: IconStar,
  late: IconAlarm,
  closed: IconLock,
} as const satisfies Record<TaskState, unknown>;

/** Where a student stands with a task: a sign and a word, the colour only underlines it. */
export function StateChip({ state }: { readonly state: TaskState }) {
  const language = useLanguage();
  const Icon = ICONS[state];
  return (
    <span className={styles.state} data-state={state}>
      <Icon size={13} stroke={2.4} aria-hidden /> {TASK_STATES[state][language]}
    </span>
  );
}
