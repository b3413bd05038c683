import { IconBell, IconHome2, IconSpeakerphone, IconStar, type Icon } from '@tabler/icons-react';
import { useNews } from '../news/news-context';
import { Link, PATHS, useRoute } from '../route/route';
import { useStrings } from '../strings';
import styles from './shell.module.css';

type Place = keyof typeof PATHS;

const PLACES: readonly {
  readonly page: Place;
  readonly icon: Icon;
  readonly word: 'homePage' | Exclude<Place, 'home'>;
}[] = [
  { page: 'home', icon: IconHome2, word: 'homePage' },
  { page: 'news', icon: IconBell, word: 'news' },
  { page: 'grades', icon: IconStar, word: 'grades' },
  { page: 'announcements', icon: IconSpeakerphone, word: 'announcements' },
];

/** More than this is not counted on the mark. */
const COUNTED = 9;

/** The places of the app: in the header on a wide screen, at the thumb on a phone. */
export function Navigation() {
  const t = useStrings();
  const route = useRoute();
  const unseen = useNews().unseen.length;
  return (
    <nav className={styles.nav} aria-label={t.mainNavigation}>
      <ul>
        {PLACES.map(({ page, icon: Sign, word }) => (
          <li key={page}>
            <Link
              href={PATHS[page]}
              className={styles.navLink}
              data-testid={`nav-${page}`}
              aria-current={route.page === page ? 'page' : undefined}
            >
              <span className={styles.navSign}>
                <Sign size={21} stroke={1.9} aria-hidden />
                {page === 'news' && unseen > 0 && (
                  <span className={styles.navMark} dir="ltr" aria-hidden data-testid="unseen">
                    {unseen > COUNTED ? `${COUNTED}+` : unseen}
                  </span>
                )}
              </span>
              <span>{t[word]}</span>
              {page === 'news' && unseen > 0 && (
                <span className={styles.hidden}>{`, ${t.unseen(unseen)}`}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
