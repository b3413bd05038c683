import { useDocumentVisibility } from '@mantine/hooks';
import type { UseQueryResult } from '@tanstack/react-query';
import { createContext, use, useEffect, useEffectEvent, useState, type ReactNode } from 'react';
import type { ChangesReply, LibraryChange } from '../../../../src/contract';
import { useNewestChanges } from '../library/queries';
import { stored } from '../preferences/stored';
import { useSignedIn } from '../session/session-context';
import { isAfter, later } from './seen-changes';

interface News {
  readonly newest: UseQueryResult<ChangesReply>;
  /** New since the visit before this one: marked for the whole of this visit. */
  readonly isNew: (change: LibraryChange) => boolean;
  /** Those among the newest that were not looked at yet. */
  readonly unseen: readonly LibraryChange[];
  /** The student looks at everything up to this number. */
  readonly look: (lastId: string) => void;
}

const NewsContext = createContext<News | null>(null);

/** What is new, and what of it this student has looked at in this browser. */
export function NewsProvider({ children }: { readonly children: ReactNode }) {
  const { user } = useSignedIn();
  const newest = useNewestChanges();
  const [kept] = useState(() => stored(`spike-changes-seen-${user.id}`));
  const [before] = useState(() => kept.read());
  const [seen, setSeen] = useState(before);
  // In a browser that has not seen this student yet nothing is new: the feed may be long.
  const first = newest.data && seen === null ? newest.data.lastId : null;
  const [start, setStart] = useState(before);
  if (first !== null) {
    setSeen(first);
    if (start === null) setStart(first);
  }
  useEffect(() => {
    if (seen !== null && seen !== kept.read()) kept.write(seen);
  }, [seen, kept]);

  return (
    <NewsContext
      value={{
        newest,
        isNew: ({ id }) => isAfter(id, start),
        unseen: newest.data?.items.filter(({ id }) => isAfter(id, seen)) ?? [],
        look: (lastId) => setSeen((now) => later(lastId, now)),
      }}
    >
      {children}
    </NewsContext>
  );
}

export function useNews(): News {
  const news = use(NewsContext);
  if (!news) throw new Error('NewsProvider is missing above this component');
  return news;
}

/** Counts as looking while the page is really in front of somebody; `null` is nothing to look at yet. */
export function useLook(lastId: string | null): void {
  const { look } = useNews();
  const visible = useDocumentVisibility() === 'visible';
  const looked = useEffectEvent(look);
  useEffect(() => {
    if (visible && lastId !== null) looked(lastId);
  }, [visible, lastId]);
}
