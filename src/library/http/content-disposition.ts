/** What could break the header, hide behind a name or change its direction: controls, path separators, bidirectional marks. */
// eslint-disable-next-line no-control-regex
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069/\\]/g;

/** `attr-char` of RFC 8187 is narrower than what `encodeURIComponent` leaves alone. */
const LEFT_ALONE = /['()*]/g;

/**
 * The header by RFC 6266: a plain name for old clients, and the real one in UTF-8 (RFC 8187).
 * @param type whether the browser may show it or has to save it
 */
export function contentDisposition(type: 'inline' | 'attachment', fileName: string): string {
  const name =
    fileName
      .replace(/\p{Surrogate}/gu, '')
      .replace(UNSAFE, '')
      .trim() || 'file';
  const plain = name.replace(/[^ -~]+/g, '_').replace(/["%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    LEFT_ALONE,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${type}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
