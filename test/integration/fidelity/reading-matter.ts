const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  ndash: '–',
};

/** Entities resolved once. One that is not known here is an error: it would be compared wrongly. */
function unescaped(text: string): string {
  return text.replace(/&(#x?)?([\da-z]+);/gi, (whole, numeric: string | undefined, name: string) => {
    if (numeric) return String.fromCodePoint(parseInt(name, numeric === '#x' ? 16 : 10));
    const found = ENTITIES[name];
    if (found === undefined) throw new Error(`unknown entity ${whole}`);
    return found;
  });
}

export const folded = (text: string): string => text.replace(/\s+/g, ' ').trim();
const orNull = (text: string): string | null => (text === '' ? null : text);

/** Elements that stand inside a line; the others begin a new one, which is white space here. */
const INLINE = /<\/?(a|b|i|u|em|strong|span|code|small|sub|sup|img)\b[^>]*>/gi;

/** A name as Moodle formats it, as a person reads it. */
export const named = (name: string | null | undefined): string | null =>
  orNull(folded(unescaped((name ?? '').replace(/<[^>]*>/g, ''))));

/** HTML as a person reads it, white space folded; `null` where nothing is to be read. */
export const readable = (html: string | null | undefined): string | null =>
  orNull(folded(unescaped((html ?? '').replace(INLINE, '').replace(/<[^>]*>/g, ' '))));

/** Plain text of the library's, white space folded, without the marks it puts before the points of a list. */
export const plain = (text: string | null): string | null =>
  text === null ? null : orNull(folded(text.replaceAll('• ', '')));
