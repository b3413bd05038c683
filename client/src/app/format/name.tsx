import styles from './name.module.css';

/** A name somebody else wrote: Hebrew, Latin or both, kept from turning the line around it. */
export function Name({
  children,
  lang,
}: {
  readonly children: string;
  /** ISO 639-1, where it is known, so that it is read out as what it is. */
  readonly lang?: string | null | undefined;
}) {
  return <bdi lang={lang ?? undefined}>{children}</bdi>;
}

/** The name of a file. Behind a number the extension stays with it: «תרגיל 4.pdf» would else end in «pdf» and a stray «4.». */
export function FileName({ children }: { readonly children: string }) {
  const [, stem = children, extension] = /^(.*\d)(\.[A-Za-z0-9]{1,5})$/s.exec(children) ?? [];
  return (
    <bdi>
      {stem}
      {extension && <span className={styles.extension}>{extension}</span>}
    </bdi>
  );
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
