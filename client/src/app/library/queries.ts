import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import type { Category, CourseDetails, ItemClassification } from '../../../../src/contract';
import { useSpikeClient } from '../../react';
import { MISSED_DAYS } from './urgency';

const KEYS = {
  courses: ['courses'],
  course: (id: string) => ['course', id],
  deadlines: ['deadlines'],
  events: ['events'],
  grades: ['grades'],
  announcements: (course: string | null) => ['announcements', course],
  newestChanges: ['changes', 'newest'],
  changes: ['changes', 'all'],
  autoSync: ['auto-sync'],
} as const;

/** What a sync renews while it runs, and what it renews at its end. */
const RENEWED = {
  course: [['courses'], ['course'], ['deadlines']],
  end: [
    ['courses'],
    ['course'],
    ['deadlines'],
    ['events'],
    ['grades'],
    ['announcements'],
    ['changes'],
    ['auto-sync'],
  ],
} as const;

/** Milliseconds between two looks at a course that the sync has not reached yet. */
const UNREAD_MS = 3_000;

/** Milliseconds after which a page that stays open asks again when the next sync is. */
const AUTO_SYNC_MS = 5 * 60_000;

/** Rows of one page of a list that goes on. */
const PAGE = 40;
/** Changes of which the page knows at once: as many as the mark of what is new can count. */
export const NEWEST = 30;

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

export interface ItemMove {
  readonly itemId: string;
  /** `null` takes back what the student said of the item. */
  readonly category: Category | null;
}

/** Moves an item of a course. It shows where it was moved to before the server has answered. */
export function useMoveItem(courseId: string) {
  const client = useSpikeClient();
  const queries = useQueryClient();
  const queryKey = KEYS.course(courseId);
  const show = (itemId: string, classification: ItemClassification) =>
    queries.setQueryData<CourseDetails>(queryKey, (course) =>
      course ? withClassification(course, itemId, classification) : course,
    );
  return useMutation({
    mutationFn: ({ itemId, category }: ItemMove) =>
      category === null ? client.undoCorrection(itemId) : client.correctItem(itemId, category),
    onMutate: async ({ itemId, category }) => {
      // What is being read at this moment would show the item where it was.
      await queries.cancelQueries({ queryKey });
      if (category !== null)
        show(itemId, { category, confidence: 1, reasons: [], categorySource: 'student' });
    },
    onSuccess: (classification, { itemId }) => show(itemId, classification),
    onError: () => queries.invalidateQueries({ queryKey }),
    onSettled: () => queries.invalidateQueries({ queryKey: KEYS.deadlines }),
  });
}

const withClassification = (
  course: CourseDetails,
  itemId: string,
  classification: ItemClassification,
): CourseDetails => ({
  ...course,
  sections: course.sections.map((section) => ({
    ...section,
    items: section.items.map((item) => (item.id === itemId ? { ...item, ...classification } : item)),
  })),
});

const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();

export function useDeadlines() {
  const client = useSpikeClient();
  return useQuery({
    queryKey: KEYS.deadlines,
    queryFn: ({ signal }) => client.allDeadlines({ from: daysAgo(MISSED_DAYS), signal }),
  });
}

/** Moodle's calendar from now on. */
export function useEvents() {
  const client = useSpikeClient();
  return useQuery({ queryKey: KEYS.events, queryFn: ({ signal }) => client.allEvents({ signal }) });
}

export function useGrades() {
  const client = useSpikeClient();
  return useQuery({ queryKey: KEYS.grades, queryFn: ({ signal }) => client.allGrades({ signal }) });
}

/** Announcements of a course, or of all, page by page. */
export function useAnnouncements(course: string | null) {
  const client = useSpikeClient();
  return useInfiniteQuery({
    queryKey: KEYS.announcements(course),
    queryFn: ({ pageParam, signal }) =>
      client.announcements({ course, limit: PAGE, cursor: pageParam, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

/** The newest changes and the number of the last one. */
export function useNewestChanges() {
  const client = useSpikeClient();
  return useQuery({
    queryKey: KEYS.newestChanges,
    queryFn: ({ signal }) => client.changes({ limit: NEWEST, signal }),
  });
}

/** The whole feed, page by page, back in time. */
export function useChanges() {
  const client = useSpikeClient();
  return useInfiniteQuery({
    queryKey: KEYS.changes,
    queryFn: ({ pageParam, signal }) => client.changes({ limit: PAGE, cursor: pageParam, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

/** Syncs by schedule, and the student's switch. What is chosen is shown at once; what the server says then counts. */
export function useAutoSync() {
  const client = useSpikeClient();
  const queries = useQueryClient();
  const autoSync = useQuery({
    queryKey: KEYS.autoSync,
    queryFn: ({ signal }) => client.autoSync({ signal }),
    refetchInterval: AUTO_SYNC_MS,
  });
  const choice = useMutation({
    mutationFn: (enabled: boolean) => client.chooseAutoSync(enabled),
    onMutate: () => queries.cancelQueries({ queryKey: KEYS.autoSync }),
    onSuccess: (reply) => queries.setQueryData(KEYS.autoSync, reply),
  });
  return { autoSync, choice };
}

/** Milliseconds between two re-reads while courses come in: a sync of forty courses must not read the list forty times. */
const REREAD_MS = 900;

/**
 * Re-reads what is shown of the library. `course`: while courses come in; at once, then at most every `REREAD_MS`, and once more for
 * the last of them. `end`: everything, when a sync has ended. `ended`: the same for a sync that had ended before it was looked at;
 * what is being read at this moment is not asked for once more.
 */
export function useRereadLibrary(): (after: 'course' | 'end' | 'ended') => void {
  const queries = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const wanted = useRef(false);
  useEffect(() => () => clearTimeout(timer.current), []);
  return useCallback(
    (after) => {
      const read = (what: keyof typeof RENEWED, cancelRefetch: boolean) => {
        for (const queryKey of RENEWED[what]) void queries.invalidateQueries({ queryKey }, { cancelRefetch });
      };
      const readInTurn = () => {
        wanted.current = false;
        timer.current = setTimeout(() => {
          timer.current = undefined;
          if (wanted.current) readInTurn();
        }, REREAD_MS);
        read('course', true);
      };
      wanted.current = after === 'course';
      if (after !== 'course') read('end', after === 'end');
      else if (timer.current === undefined) readInTurn();
    },
    [queries],
  );
}
