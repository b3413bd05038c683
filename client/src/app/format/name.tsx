import styles from './name.module.css';

/** A name somebody else wrote: Hebrew, Latin or both, kept from turning the line around it. */
export function Name({ children }: { readonly children: string }) {
  return <bdi>{children}</bdi>;
}

/** A name on one line, cut where it does not fit. */
export function NameLine({
  children,
  className = '',
}: {
  readonly children: string;
  readonly className?: string;
}) {
  return (
    <span dir="auto" className={`${styles.line} ${className}`}>
      {children}
    </span>
  );
}
