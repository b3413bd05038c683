import { Menu } from '@mantine/core';
import { IconArrowBackUp, IconArrowsExchange, IconCheck } from '@tabler/icons-react';
import { useRef } from 'react';
import { CATEGORIES, type Category, type LibraryItem } from '../../../../../src/contract';
import { useLanguage } from '../../../react';
import { CATEGORY_LOOK, CATEGORY_ORDER } from '../../library/category-look';
import { useStrings } from '../../strings';
import courseStyles from '../course.module.css';
import { shownCategory } from '../shown-category';
import styles from './move.module.css';
import { useMove } from './move-context';

/** What an item can be, for a student who knows better. It opens on what the item is, which can be chosen as well: that confirms it. */
export function CategoryMenu({ item }: { readonly item: LibraryItem }) {
  const t = useStrings();
  const language = useLanguage();
  const move = useMove();
  const target = useRef<HTMLButtonElement>(null);
  const chosen = useRef(false);
  const current = shownCategory(item);
  const choose = (category: Category | null) => {
    chosen.current = true;
    move(item, category);
  };
  return (
    <Menu
      position="bottom-end"
      shadow="md"
      radius="md"
      width={250}
      middlewares={{ flip: true, shift: { padding: 8 }, size: { padding: 8 } }}
      withInitialFocusPlaceholder={false}
      checkIcon={<IconCheck size={16} aria-hidden />}
      // Where something was chosen, whoever tells what was moved takes the focus.
      returnFocus={false}
      onOpen={() => {
        chosen.current = false;
      }}
      onClose={() => {
        if (!chosen.current) target.current?.focus({ preventScroll: true });
      }}
    >
      <Menu.Target>
        <button
          ref={target}
          type="button"
          className={courseStyles.moodleLink}
          aria-label={t.moveItem(item.name)}
          title={t.moveItem(item.name)}
          data-testid="category-menu"
        >
          <IconArrowsExchange size={18} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown className={styles.menu}>
        <Menu.Label>{t.moveTo}</Menu.Label>
        {CATEGORY_ORDER.map((category) => {
          const Icon = CATEGORY_LOOK[category].icon;
          return (
            <Menu.RadioItem
              key={category}
              value={category}
              checked={category === current}
              closeMenuOnClick
              data-autofocus={category === (current ?? CATEGORY_ORDER[0]) || undefined}
              data-testid="category-option"
              data-category={category}
              onClick={() => choose(category)}
            >
              <span className={styles.option}>
                <Icon size={17} aria-hidden /> {CATEGORIES[category][language]}
              </span>
            </Menu.RadioItem>
          );
        })}
        {item.categorySource === 'student' && (
          <>
            <Menu.Divider />
            <Menu.Item
              data-testid="category-undo"
              leftSection={<IconArrowBackUp size={17} aria-hidden />}
              onClick={() => choose(null)}
            >
              {t.undoMove}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
