import { IconHourglass } from '@tabler/icons-react';
import type { ItemWork } from '../../../../src/contract';
import { useStrings } from '../strings';
import styles from './course.module.css';

/** About how much work it is, with whom, and what for. */
export function ItemWorkLine({ work }: { readonly work: ItemWork }) {
  const t = useStrings();
  const { hours, group, parts, pages, words, gradePercent } = work;
  const facts = [
    hours !== null && t.workHours(hours),
    group !== null && { pairs: t.inPairs, group: t.inGroups, alone: t.alone }[group],
    parts !== null && t.questions(parts),
    pages !== null && t.pagesToWrite(pages),
    words !== null && t.wordsToWrite(words),
    gradePercent !== null && t.shareOfGrade(gradePercent),
  ].filter((fact) => fact !== false);
  if (facts.length === 0) return null;
  return (
    <p className={styles.work} data-testid="item-work" title={hours === null ? undefined : t.workEstimate}>
      <span>
        <IconHourglass size={15} aria-hidden /> {facts.join(' · ')}
      </span>
    </p>
  );
}
