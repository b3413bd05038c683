import { useStrings } from '../strings';
import { Link, PATHS } from '../route/route';
import { ChangesByDay } from './changes-by-day';
import { foremost } from './group-changes';
import styles from './news.module.css';
import { useLook, useNews } from './news-context';

/** Changes on the home page; the rest is a page of its own. */
const SHOWN = 4;

/** The newest changes; nothing at all where there are none. */
export function NewsPanel({ now }: { readonly now: Date }) {
  const t = useStrings();
  const { newest, unseen } = useNews();
  const shown = foremost(newest.data?.items ?? [], SHOWN);
  // Where some of what is new is not shown here, only the whole feed counts as looked at.
  useLook(newest.data && unseen.every((change) => shown.includes(change)) ? newest.data.lastId : null);
  if (shown.length === 0) return null;
  return (
    <section className={styles.panel} aria-labelledby="news-title" data-testid="news-panel">
      <div className={styles.panelHead}>
        <h2 id="news-title">{t.news}</h2>
        <Link href={PATHS.news} className={styles.all} aria-label={`${t.news}: ${t.newsAll}`}>
          {t.newsAll}
        </Link>
      </div>
      <ChangesByDay changes={shown} now={now} level={3} />
    </section>
  );
}
