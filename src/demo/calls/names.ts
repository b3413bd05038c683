/** What a web-service call asked to be done to texts. */
export interface TextSettings {
  filter: boolean;
  raw: boolean;
  lang: 'he' | 'en';
}

const MULTILANG = /(?:<span(?: lang="\w+"| class="multilang"){2}>.*?<\/span>\s*)+/gs;
const SPAN = /<span(?=[^>]*class="multilang")[^>]*lang="(\w+)"[^>]*>(.*?)<\/span>/gs;

function pickLanguage(text: string, lang: string): string {
  return text.replace(MULTILANG, (block) => {
    const spans = [...block.matchAll(SPAN)];
    return (spans.find((span) => span[1] === lang) ?? spans[0])?.[2] ?? '';
  });
}

/**
 * A name as Moodle hands it out: entities escaped, tags stripped (PHP's strip_tags, so that `<` with a space after it
 * stays), quotes left alone; multi-language markup is resolved only when filters were asked for.
 */
export function formatName(raw: string, settings: TextSettings): string {
  if (settings.raw) return raw;
  const text = settings.filter ? pickLanguage(raw, settings.lang) : raw;
  return text.replace(/&(?!#?\w+;)/g, '&amp;').replace(/<(?=\S)[^>]*(?:>|$)/g, '');
}

/** A label's name: the beginning of its text. */
export function labelName(html: string): string {
  const text = html.replace(/<[^>]*>/g, '').trim();
  return text.length > 50 ? `${text.slice(0, 50)}...` : text;
}

/** PARAM_FILE: what may not stand in a file name is dropped. */
export function asFileName(name: string): string {
  // eslint-disable-next-line no-control-regex
  return name.replace(/[\u0000-\u001f\u007f&<>"`|':\\/]/g, '');
}

/** rawurlencode of PHP, which unlike encodeURIComponent also encodes !'()* */
export function rawUrlEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
