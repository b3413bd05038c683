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
  return <bdi lang={lang && isWrittenIn(lang, children) ? lang : undefined}>{children}</bdi>;
}

const SCRIPTS: Readonly<Record<string, RegExp>> = {
  he: /[\u05D0-\u05EA]/,
  ar: /[\u0620-\u064A]/,
  ru: /[\u0400-\u04FF]/,
};

/** The language is that of an item with its description; its name may be in another. */
const isWrittenIn = (lang: string, name: string): boolean =>
  (SCRIPTS[lang] ?? /^[^\u0400-\u064A]*[a-z]/i).test(name);

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
