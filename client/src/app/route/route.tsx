import { useSyncExternalStore, type AnchorHTMLAttributes, type MouseEvent } from 'react';

/** The pages of the app and their addresses. */
export type Route =
  | { readonly page: 'home' | 'news' | 'unknown' }
  | { readonly page: 'course'; readonly courseId: string }
  /** Of one course, or of all. */
  | { readonly page: 'grades' | 'announcements'; readonly courseId: string | null };

export const PATHS = {
  home: '/',
  news: '/news',
  grades: '/grades',
  announcements: '/announcements',
} as const;

export const coursePath = (courseId: string, itemId?: string | null): string =>
  `/courses/${encodeURIComponent(courseId)}${itemId ? `#item-${encodeURIComponent(itemId)}` : ''}`;

/** The page of grades or announcements with one course chosen. */
export const pathOf = (page: 'grades' | 'announcements', courseId: string | null): string =>
  courseId === null ? PATHS[page] : `${PATHS[page]}?course=${encodeURIComponent(courseId)}`;

function parse(address: string): Route {
  const [path = '', query] = address.split('?');
  switch (path.replace(/(?<=.)\/$/, '')) {
    case PATHS.home:
      return { page: 'home' };
    case PATHS.news:
      return { page: 'news' };
    case PATHS.grades:
      return { page: 'grades', courseId: new URLSearchParams(query).get('course') };
    case PATHS.announcements:
      return { page: 'announcements', courseId: new URLSearchParams(query).get('course') };
  }
  const courseId = /^\/courses\/([\w-]+)\/?$/.exec(path)?.[1];
  return courseId ? { page: 'course', courseId } : { page: 'unknown' };
}

/** Set on the way to another page, taken by the heading of that page, which may come only after a wait. */
export const arrival = (() => {
  let expected = false;
  return {
    expect: () => {
      expected = true;
    },
    take: (): boolean => {
      const taken = expected;
      expected = false;
      return taken;
    },
  };
})();

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('popstate', arrival.expect);
  window.addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('popstate', arrival.expect);
    window.removeEventListener('popstate', listener);
  };
}

export function navigate(path: string): void {
  window.history.pushState(null, '', path);
  arrival.expect();
  listeners.forEach((listener) => listener());
  if (!path.includes('#')) window.scrollTo(0, 0);
}

/** The same page in another state: no new entry in the history, and the focus stays where it is. */
export function replaceAddress(path: string): void {
  window.history.replaceState(null, '', path);
  listeners.forEach((listener) => listener());
}

export function useRoute(): Route {
  return parse(useSyncExternalStore(subscribe, () => window.location.pathname + window.location.search));
}

/** A link inside the app: the browser's own behaviour for new tabs, no reload otherwise. */
export function Link({
  href,
  onClick,
  ...rest
}: AnchorHTMLAttributes<HTMLAnchorElement> & { readonly href: string }) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!plain || event.defaultPrevented) return;
    event.preventDefault();
    navigate(href);
  };
  return <a href={href} onClick={follow} {...rest} />;
}
