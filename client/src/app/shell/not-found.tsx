import { Link } from '../route/route';
import { useStrings } from '../strings';
import { Notice } from './notice';
import styles from './shell.module.css';

export function NotFound() {
  const t = useStrings();
  return (
    <main className={styles.page} id="content">
      <Notice title={t.notFoundTitle} text={t.notFoundText} page>
        <Link href="/">{t.home}</Link>
      </Notice>
    </main>
  );
}
