import { Popover, UnstyledButton } from '@mantine/core';
import { IconCalendarDue, IconExternalLink, IconHelpCircle, IconLock } from '@tabler/icons-react';
import { createElement, useState, type CSSProperties } from 'react';
import { CATEGORIES, type LibraryFile, type LibraryItem } from '../../../../src/contract';
import { useLanguage, useSpikeClient } from '../../react';
import { dayAndTime, relativeTime } from '../format/dates';
import { Name } from '../format/name';
import { fileSize } from '../format/numbers';
import { CATEGORY_LOOK } from '../library/category-look';
import { extension, fileIcon, itemIcon, itemType } from '../library/item-look';
import { StateChip } from '../library/state-chip';
import { urgency } from '../library/urgency';
import { useStrings } from '../strings';
import styles from './course.module.css';

/** Below this the page says that the category is a guess. */
const SURE = 0.6;
const FILES_SHOWN = 4;

/** Moodle names a label after its text: a description that says the name again says nothing. */
const letters = (text: string): string => text.replace(/\s+/g, '');

export function ItemRow({
  item,
  now,
  inCourseOrder = false,
}: {
  readonly item: LibraryItem;
  readonly now: Date;
  /** Shown among its neighbours of the course page: Moodle's indent is kept. */
  readonly inCourseOrder?: boolean;
}) {
  const t = useStrings();
  const language = useLanguage();
  const client = useSpikeClient();
  const [file, ...more] = item.files;
  const single = more.length === 0 ? file : undefined;
  const target = item.restricted
    ? null
    : single?.downloadUrl
      ? client.address(single.downloadUrl)
      : (item.externalUrl ?? item.url);
  const hue = item.category ? CATEGORY_LOOK[item.category].hue : 30;
  const style = { '--hue': hue, '--indent': inCourseOrder ? Math.min(item.indent, 3) : 0 } as CSSProperties;

  return (
    <li
      id={`item-${item.id}`}
      className={styles.item}
      style={style}
      data-testid="item-row"
      data-category={item.category ?? 'unsorted'}
      data-type={item.type}
      data-restricted={item.restricted}
    >
      <span className={styles.tile} aria-hidden>
        {createElement(item.restricted ? IconLock : itemIcon(item), { size: 20 })}
      </span>
      <div className={styles.itemText}>
        <p className={styles.itemName}>
          {target ? (
            <a href={target} target="_blank" rel="noreferrer" className={styles.itemLink}>
              <Name>{item.name}</Name>
            </a>
          ) : (
            <Name>{item.name}</Name>
          )}
        </p>
        <p className={styles.itemFacts}>
          {single ? <FileFacts file={single} /> : <span>{itemType(item.type).name[language]}</span>}
          {more.length > 0 && <span>{t.files(item.files.length)}</span>}
          {inCourseOrder && item.category && <span>{CATEGORIES[item.category][language]}</span>}
          {item.category && item.confidence !== null && item.confidence < SURE && (
            <span>
              <NotSure item={item} />
            </span>
          )}
        </p>
        {item.description && letters(item.description) !== letters(item.name) && (
          <p className={styles.description} dir="auto">
            {item.description}
          </p>
        )}
        {item.restricted && (
          <p className={styles.restricted}>
            <strong>{t.restricted}</strong>
            {item.restrictionReason && <Name>{item.restrictionReason}</Name>}
          </p>
        )}
        {item.deadline && (
          <p className={styles.due} data-urgency={urgency(item.deadline, now)}>
            <IconCalendarDue size={16} aria-hidden />
            <time dateTime={item.deadline.dueAt}>
              {t.dueAt(dayAndTime(new Date(item.deadline.dueAt), now, language))}
            </time>
            <strong>{relativeTime(new Date(item.deadline.dueAt), now, language)}</strong>
            {item.deadline.source === 'extension' && <span>({t.extended})</span>}
            {item.deadline.opensAt && new Date(item.deadline.opensAt) > now && (
              <span>{t.opensAt(dayAndTime(new Date(item.deadline.opensAt), now, language))}</span>
            )}
          </p>
        )}
        {more.length > 0 && <Files files={item.files} />}
      </div>
      <div className={styles.itemEnd}>
        {item.deadline?.state && <StateChip state={item.deadline.state} />}
        {item.url && (
          <a
            href={item.url}
            target="_blank"
            rel="noreferrer"
            className={styles.moodleLink}
            // Where the name leads there already, this is only its sign.
            aria-hidden={item.url === target}
            tabIndex={item.url === target ? -1 : undefined}
            aria-label={`${t.openInMoodle}: ${item.name}`}
            title={t.openInMoodle}
          >
            <IconExternalLink size={18} aria-hidden />
          </a>
        )}
      </div>
    </li>
  );
}

function FileFacts({ file }: { readonly file: LibraryFile }) {
  const kind = extension(file).toUpperCase();
  return (
    <>
      {kind && (
        <span>
          <bdi>{kind}</bdi>
        </span>
      )}
      {file.size > 0 && (
        <span>
          <bdi>{fileSize(file.size)}</bdi>
        </span>
      )}
    </>
  );
}

function Files({ files }: { readonly files: readonly LibraryFile[] }) {
  const t = useStrings();
  const client = useSpikeClient();
  const [all, setAll] = useState(false);
  const shown = all ? files : files.slice(0, FILES_SHOWN);
  return (
    <ul className={styles.files}>
      {shown.map((file) => {
        const Icon = fileIcon(file);
        return (
          <li key={file.id}>
            <Icon size={16} aria-hidden />
            {file.path !== '/' && <bdi className={styles.folder}>{file.path.replace(/^\/+/, '')}</bdi>}
            {file.downloadUrl ? (
              <a href={client.address(file.downloadUrl)} target="_blank" rel="noreferrer">
                <Name>{file.name}</Name>
              </a>
            ) : (
              <Name>{file.name}</Name>
            )}
            {file.size > 0 && <bdi className={styles.fileSize}>{fileSize(file.size)}</bdi>}
          </li>
        );
      })}
      {files.length > shown.length && (
        <li>
          <button type="button" className={styles.moreFiles} onClick={() => setAll(true)}>
            {t.moreFiles(files.length - shown.length)}
          </button>
        </li>
      )}
    </ul>
  );
}

/** A guess says that it is one, and why: on hover, on focus, or at a tap. */
function NotSure({ item }: { readonly item: LibraryItem }) {
  const t = useStrings();
  const language = useLanguage();
  const [open, setOpen] = useState(false);
  if (!item.category || item.confidence === null) return null;
  return (
    <Popover opened={open} onChange={setOpen} withArrow shadow="md" radius="md" width={260}>
      <Popover.Target>
        <UnstyledButton
          className={styles.notSure}
          data-testid="low-confidence"
          onClick={() => setOpen(true)}
          onMouseEnter={() => setOpen(true)}
          onMouseLeave={() => setOpen(false)}
          onFocus={() => setOpen(true)}
          onBlur={() => setOpen(false)}
        >
          <IconHelpCircle size={14} aria-hidden /> {t.notSure}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={styles.reasons}>
        <p>{t.notSureWhy(CATEGORIES[item.category][language], Math.round(item.confidence * 100))}</p>
        <ul>
          {item.reasons.map((reason) => (
            <li key={reason.code}>{reason[language]}</li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}
