import {
  IconArrowNarrowRight,
  IconCalendarDue,
  IconCalendarEvent,
  IconNotebook,
  IconSchool,
  IconSpeakerphone,
  IconStack2,
  IconStar,
  type Icon,
} from '@tabler/icons-react';
import { createElement } from 'react';
import type { ChangeSubject, LibraryChange } from '../../../../src/contract';
import { useLanguage } from '../../react';
import { shortDay } from '../format/dates';
import { FileName, Name } from '../format/name';
import { fileIcon } from '../library/item-look';
import { coursePath, Link, pathOf } from '../route/route';
import { useStrings } from '../strings';
import { changeLabel } from './change-words';
import { fieldLines, type FieldLine } from './changed-fields';
import styles from './news.module.css';
import { useNews } from './news-context';

const SUBJECT_ICONS: Readonly<Record<Exclude<ChangeSubject, 'file'>, Icon>> = {
  course: IconSchool,
  section: IconStack2,
  item: IconNotebook,
  grade: IconStar,
  announcement: IconSpeakerphone,
  event: IconCalendarEvent,
};

function iconOf({ kind, subject, name }: LibraryChange): Icon {
  if (kind === 'deadline-moved') return IconCalendarDue;
  return subject === 'file' ? fileIcon({ name }) : SUBJECT_ICONS[subject];
}

/** Where the thing can be seen; `null` where it is nowhere any more. */
function pathOfChange({ kind, subject, courseId, itemId }: LibraryChange): string | null {
  if (courseId === null) return null;
  if (subject === 'grade') return pathOf('grades', courseId);
  if (subject === 'announcement') return kind === 'removed' ? null : pathOf('announcements', courseId);
  return coursePath(courseId, itemId);
}

export function ChangeRow({ change, now }: { readonly change: LibraryChange; readonly now: Date }) {
  const t = useStrings();
  const language = useLanguage();
  const { isNew } = useNews();
  const path = pathOfChange(change);
  const { lines, mentioned } = fieldLines(change, now, language);
  const name = change.subject === 'file' ? <FileName>{change.name}</FileName> : <Name>{change.name}</Name>;
  return (
    <li
      className={styles.change}
      data-testid="change-row"
      data-kind={change.kind}
      data-subject={change.subject}
      data-new={isNew(change)}
    >
      <span className={styles.tile} aria-hidden>
        {createElement(iconOf(change), { size: 18 })}
      </span>
      <div className={styles.text}>
        <p className={styles.head}>
          <span className={styles.kind}>{changeLabel(change, now, language)}</span>
          {change.kind === 'released' && change.uploadedAt && (
            <span className={styles.uploaded}>
              ({t.uploadedAt(shortDay(new Date(change.uploadedAt), now, language))})
            </span>
          )}
          {isNew(change) && <span className={styles.newMark}>{t.newMark}</span>}
        </p>
        <p className={styles.name}>
          {path ? (
            <Link href={path} className={styles.link}>
              {name}
            </Link>
          ) : (
            name
          )}
        </p>
        {lines.map((line) => (
          <Line key={line.field} line={line} alone={lines.length === 1} />
        ))}
        {mentioned.length > 0 && <p className={styles.line}>{t.alsoChanged(mentioned.join(', '))}</p>}
      </div>
    </li>
  );
}

/** «מועד הגשה: אתמול ← מחר». What was before stands first and fades. */
function Line({
  line: { field, name, from, to },
  alone,
}: {
  readonly line: FieldLine;
  readonly alone: boolean;
}) {
  const t = useStrings();
  const said = field === 'dueAt' && alone;
  return (
    <p className={styles.line} data-field={field}>
      {!said && <span>{name}:</span>}
      {from !== null && (
        <>
          <span className={styles.hidden}>{t.fromValue}</span>
          <bdi className={styles.from}>{from}</bdi>
          <IconArrowNarrowRight size={17} className={styles.arrow} aria-hidden />
          <span className={styles.hidden}>{t.toValue}</span>
        </>
      )}
      <bdi className={styles.to}>{to}</bdi>
    </p>
  );
}
