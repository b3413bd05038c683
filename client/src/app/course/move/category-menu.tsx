import { Menu } from '@mantine/core';
import { IconArrowBackUp, IconArrowsExchange, IconCheck } from '@tabler/icons-react';
import { CATEGORIES, type LibraryItem } from '../../../../../src/contract';
import { useLanguage } from '../../../react';
import { CATEGORY_LOOK, CATEGORY_ORDER } from '../../library/category-look';
import { useStrings } from '../../strings';
import courseStyles from '../course.module.css';
import { shownCategory } from '../shown-category';
import styles from './move.module.css';
import { useMove } from './move-context';

/** What an item can be, for a student who knows better. */
export function CategoryMenu({ item }: { readonly item: LibraryItem }) {
  const t = useStrings();
  const language = useLanguage();
  const move = useMove();
  const current = shownCategory(item);
  return (
    <Menu
      position="bottom-end"
      withArrow
      shadow="md"
      radius="md"
      width={250}
      middlewares={{ flip: true, shift: { padding: 8 }, size: { padding: 8 } }}
      returnFocus
    >
      <Menu.Target>
        <button
          type="button"
          className={courseStyles.moodleLink}
          aria-label={t.moveItem(item.name)}
          title={t.moveItem(item.name)}
          data-testid="category-menu"
        >
          <IconArrowsExchange size={18} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown className={styles.menu} aria-label={t.moveItem(item.name)}>
        <Menu.Label>{t.moveTo}</Menu.Label>
        {CATEGORY_ORDER.map((category) => {
          const Icon = CATEGORY_LOOK[category].icon;
          return (
            <Menu.Item
              key={category}
              role="menuitemradio"
              aria-checked={category === current}
              // Opens on what the item is.
              data-autofocus={category === (current ?? CATEGORY_ORDER[0]) || undefined}
              data-testid="category-option"
              data-category={category}
              leftSection={<Icon size={17} aria-hidden />}
              rightSection={category === current ? <IconCheck size={16} aria-hidden /> : undefined}
              onClick={() => move(item, category)}
            >
              {CATEGORIES[category][language]}
            </Menu.Item>
          );
        })}
        {item.categorySource === 'student' && (
          <>
            <Menu.Divider />
            <Menu.Item
              data-testid="category-undo"
              leftSection={<IconArrowBackUp size={17} aria-hidden />}
              onClick={() => move(item, null)}
            >
              {t.undoMove}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
