import { ActionIcon, Button, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconLogout, IconMoon, IconSun } from '@tabler/icons-react';
import type { User } from '../../../../src/contract';
import { SpikeMark } from '../brand/spike-mark';
import { Link } from '../route/route';
import { useStrings } from '../strings';
import { Navigation } from './navigation';
import styles from './shell.module.css';

export function Header({
  user,
  onToggleLanguage,
  onSignOut,
}: {
  readonly user?: User;
  readonly onToggleLanguage: () => void;
  readonly onSignOut?: () => void;
}) {
  const t = useStrings();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const other = scheme === 'dark' ? 'light' : 'dark';
  // Choosing what the system has anyway goes back to following the system.
  const toggleScheme = () => {
    const system = window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
    setColorScheme(other === system ? 'auto' : other);
  };
  return (
    <header className={styles.header}>
      <a href="#content" className={styles.skip}>
        {t.skipToContent}
      </a>
      <div className={styles.headerIn}>
        <Link href="/" className={styles.brand} aria-label="Spike">
          <SpikeMark size={34} />
          <span dir="ltr">Spike</span>
        </Link>
        {user && <Navigation />}
        <div className={styles.headerActions}>
          <Button
            variant="subtle"
            color="gray"
            size="compact-md"
            className={styles.headerButton}
            data-testid="language-toggle"
            aria-label={t.switchLanguage}
            onClick={onToggleLanguage}
          >
            {t.otherLanguage}
          </Button>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={40}
            data-testid="theme-toggle"
            aria-label={other === 'dark' ? t.toDark : t.toLight}
            title={other === 'dark' ? t.toDark : t.toLight}
            onClick={toggleScheme}
          >
            {other === 'dark' ? <IconMoon size={20} /> : <IconSun size={20} />}
          </ActionIcon>
          {user && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size={40}
              data-testid="sign-out"
              aria-label={t.signOut}
              title={t.signOut}
              onClick={onSignOut}
            >
              <IconLogout size={20} className={styles.flip} />
            </ActionIcon>
          )}
        </div>
      </div>
    </header>
  );
}
