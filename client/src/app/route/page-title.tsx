import { useEffect, useRef, type ReactNode } from 'react';
import { arrival } from './route';

/** The heading of a page. It takes the focus when the page was come to from another one, so that it is read out. */
export function PageTitle({ children }: { readonly children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (arrival.take()) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
