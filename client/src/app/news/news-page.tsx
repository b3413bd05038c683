import { Button, Skeleton } from '@mantine/core';
import { useLanguage } from '../../react';
import { SpikeError } from '../../sdk';
import { useNow } from '../format/use-now';
import { useChanges } from '../library/queries';
import { PageHead } from '../shell/page-head';
import { Notice } from '../shell/notice';
import shell from '../shell/shell.module.css';
import { useStrings } from '../strings';
import { ChangesByDay } from './changes-by-day';
import { useLook } from './news-context';
import styles from './news.module.css';

/** The whole feed, back in time. */
export function NewsPage() {
  const t = useStrings();
  const language = useLanguage();
  const now = useNow();
  const query = useChanges();
  const changes = query.data?.pages.flatMap(({ items }) => items) ?? [];
  useLook(query.data?.pages[0]?.lastId ?? null);
  return (
    <main className={shell.page} id="content" aria-busy={query.isPending}>
      <PageHead title={t.news} lead={t.newsLead} />
      {query.isPending &&
        [1, 2, 3, 4, 5].map((key) => <Skeleton key={key} height={72} radius={16} mb={10} aria-hidden />)}
      {query.isError && !query.data && (
        <Notice title={t.newsLoadFailed} text={SpikeError.from(query.error).text[language]} tone="bad">
          <Button onClick={() => void query.refetch()}>{t.retry}</Button>
        </Notice>
      )}
      {query.data && changes.length === 0 && <Notice title={t.noNewsTitle} text={t.noNewsText} />}
      <div className={styles.feed}>
        <ChangesByDay changes={changes} now={now} level={2} />
      </div>
      {query.hasNextPage && (
        <Button
          variant="light"
          className={shell.more}
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t.older}
        </Button>
      )}
    </main>
  );
}
