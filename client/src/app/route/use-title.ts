import { useEffect } from 'react';

/** Names the browser's tab while a page is shown. */
export function useTitle(name: string): void {
  useEffect(() => {
    const before = document.title;
    document.title = `${name} · Spike`;
    return () => {
      document.title = before;
    };
  }, [name]);
}
