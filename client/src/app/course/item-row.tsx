import { Popover, UnstyledButton } from '@mantine/core';
import { IconExternalLink, IconHelpCircle, IconLock } from '@tabler/icons-react';
import { createElement, useState, type CSSProperties } from 'react';
import { CATEGORIES, type LibraryFile, type LibraryItem } from '../../../../src/contract';
import { useLanguage, useSpikeClient } from '../../react';
import { Name } from '../format/name';
import { fileSize } from '../format/numbers';
import { CATEGORY_LOOK } from '../library/category-look';
import { FileList } from '../library/file-list';
import { extension, itemIcon, itemType } from '../library/item-look';
import { LINK_NAMES } from '../library/link-names';
import { StateChip } from '../library/state-chip';
import { useStrings } from '../strings';
import { CompletionMark } from './completion-mark';
import styles from './course.module.css';
import { ItemDeadline } from './item-deadline';
import { ItemQuiz } from './item-quiz';
import { ItemSubmission } from './item-submission';
import { ItemText } from './item-text';
import { ItemWorkLine } from './item-work';
import { RelatedItems } from './related-items';
import { CategoryMenu } from './move/category-menu';
import { shownCategory } from './shown-category';

/** Below this the page says that the category is a guess. */
const SURE = 0.6;

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
  // What can be read here need not be listed as the file in which Moodle keeps it.
  const files = item.text === null ? item.files : item.files.filter(({ name }) => name !== 'index.html');
  // An item that is one file is that file; of any other kind of item a file is only a part.
  const single = files.length === 1 && (item.type === 'resource' || item.url === null) ? files[0] : undefined;
  const target = item.restricted
    ? null
    : single?.downloadUrl
      ? client.address(single.downloadUrl)
      : (item.externalUrl ?? item.url);
  const category = shownCategory(item);
  const hue = category ? CATEGORY_LOOK[category].hue : 30;
  const style = { '--hue': hue, '--indent': inCourseOrder ? Math.min(item.indent, 3) : 0 } as CSSProperties;

  return (
    <li
      id={`item-${item.id}`}
      className={styles.item}
      style={style}
      data-testid="item-row"
      data-category={category ?? 'unsorted'}
      data-type={item.type}
      data-restricted={item.restricted}
    >
      <span className={styles.tile} aria-hidden>
        {createElement(item.restricted ? IconLock : itemIcon(item), { size: 20 })}
      </span>
      <div className={styles.itemHead}>
        <p className={styles.itemName} data-testid="item-name">
          {target ? (
            <a href={target} target="_blank" rel="noreferrer" className={styles.itemLink}>
              <Name lang={item.language}>{item.name}</Name>
            </a>
          ) : (
            <Name lang={item.language}>{item.name}</Name>
          )}
        </p>
        <p className={styles.itemFacts}>
          {single ? (
            <FileFacts file={single} />
          ) : (
            <span>{(item.linkKind ? LINK_NAMES[item.linkKind] : itemType(item.type).name)[language]}</span>
          )}
          {!single && files.length > 0 && <span>{t.files(files.length)}</span>}
          {item.completion && (
            <span>
              <CompletionMark completion={item.completion} />
            </span>
          )}
          {inCourseOrder && category && <span>{CATEGORIES[category][language]}</span>}
          {item.categorySource !== 'spike' && (
            <span data-testid="category-source" data-source={item.categorySource}>
              {item.categorySource === 'student' ? t.sortedByYou : t.sortedByCourse}
            </span>
          )}
          {item.category && item.confidence !== null && item.confidence < SURE && (
            <span>
              <NotSure item={item} />
            </span>
          )}
        </p>
      </div>
      <div className={styles.itemEnd}>
        {item.deadline?.state && <StateChip state={item.deadline.state} />}
        <span className={styles.itemActions}>
          <CategoryMenu item={item} />
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
        </span>
      </div>
      <div className={styles.itemBody}>
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
        {item.deadline && <ItemDeadline type={item.type} deadline={item.deadline} now={now} />}
        {item.work && <ItemWorkLine work={item.work} />}
        <RelatedItems related={item.related} />
        {!single && files.length > 0 && <FileList files={files} />}
        {item.quiz && <ItemQuiz quiz={item.quiz} />}
        {item.submission && (
          <ItemSubmission submission={item.submission} maxGrade={item.maxGrade} now={now} />
        )}
        <ItemText item={item} />
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
