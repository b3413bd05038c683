import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { useSpikeClient } from '../../react';
import { MISSED_DAYS } from './urgency';

const KEYS = {
  courses: ['courses'],
  course: (id: string) => ['course', id],
  deadlines: ['deadlines'],
} as const;

/** Milliseconds between two looks at a course that the sync has not reached yet. */
const UNREAD_MS = 3_000;

export function useCourses() {
  const client = useSpikeClient();
  return useQuery({ queryKey: KEYS.courses, queryFn: ({ signal }) => client.allCourses({ signal }) });
}

export function useCourse(id: string) {
  const client = useSpikeClient();
  return useQuery({
    queryKey: KEYS.course(id),
    queryFn: ({ signal }) => client.course(id, { signal }),
    refetchInterval: ({ state }) => (state.data?.syncedAt === null ? UNREAD_MS : false),
  });
}

const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();

export function useDeadlines() {
  const client = useSpikeClient();
  return useQuery({
    queryKey: KEYS.deadlines,
    queryFn: ({ signal }) => client.allDeadlines({ from: daysAgo(MISSED_DAYS), signal }),
  });
}

/** Milliseconds between two re-reads while courses come in: a sync of forty courses must not read the list forty times. */
const REREAD_MS = 900;

/** Re-reads what is shown of the library: at once, then at most every `REREAD_MS`, and once more at the end. */
export function useRereadLibrary(): () => void {
  const queries = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const wanted = useRef(false);
  useEffect(() => () => clearTimeout(timer.current), []);
  return useCallback(() => {
    const read = () => {
      wanted.current = false;
      timer.current = setTimeout(() => {
        timer.current = undefined;
        if (wanted.current) read();
      }, REREAD_MS);
      for (const queryKey of [KEYS.courses, ['course'], KEYS.deadlines])
        void queries.invalidateQueries({ queryKey });
    };
    wanted.current = true;
    if (timer.current === undefined) read();
  }, [queries]);
}
