import { useSyncExternalStore, type AnchorHTMLAttributes, type MouseEvent } from 'react';

/** The pages of the app and their addresses. */
export type Route =
  | { readonly page: 'home' }
  | { readonly page: 'course'; readonly courseId: string }
  | { readonly page: 'unknown' };

export const coursePath = (courseId: string, itemId?: string): string =>
  `/courses/${encodeURIComponent(courseId)}${itemId ? `#item-${encodeURIComponent(itemId)}` : ''}`;

function parse(path: string): Route {
  if (path === '/' || path === '') return { page: 'home' };
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

export function useRoute(): Route {
  return parse(useSyncExternalStore(subscribe, () => window.location.pathname));
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
