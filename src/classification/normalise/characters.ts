/** What a UTF-16 unit means to the tokeniser. */
export const CHARACTER = {
  separator: 0,
  ignored: 1,
  digit: 2,
  lower: 3,
  upper: 4,
  hebrew: 5,
  letter: 6,
  quote: 7,
  segment: 8,
  open: 9,
  close: 10,
} as const;

const QUOTES = '\'"`´‘’‚‛“”„‟′″ʼ׳״';
const SEGMENTS = ':;,|–—―−•·/\\؛،';
const OPENING = '([{<«';
const CLOSING = ')]}>»';
/** Marks of direction, joiners, soft hyphen and the Arabic stretch: they carry no meaning for a name. */
const INVISIBLE = /[\u00AD\u0640\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/;

function classOf(unit: number): number {
  const text = String.fromCharCode(unit);
  if (QUOTES.includes(text)) return CHARACTER.quote;
  if (SEGMENTS.includes(text)) return CHARACTER.segment;
  if (OPENING.includes(text)) return CHARACTER.open;
  if (CLOSING.includes(text)) return CHARACTER.close;
  if (INVISIBLE.test(text) || (/\p{M}/u.test(text) && unit !== 0x05be)) return CHARACTER.ignored;
  if (digitValue(unit) >= 0) return CHARACTER.digit;
  if (unit >= 0x05d0 && unit <= 0x05ea) return CHARACTER.hebrew;
  if (/\p{Lu}/u.test(text)) return CHARACTER.upper;
  if (/\p{Ll}/u.test(text)) return CHARACTER.lower;
  return /\p{L}/u.test(text) ? CHARACTER.letter : CHARACTER.separator;
}

/** 0 to 9 for ASCII, Arabic-Indic and Persian digits, −1 for anything else. */
export function digitValue(unit: number): number {
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30;
  if (unit >= 0x0660 && unit <= 0x0669) return unit - 0x0660;
  if (unit >= 0x06f0 && unit <= 0x06f9) return unit - 0x06f0;
  return -1;
}

/** Indexed by UTF-16 unit. Asking Unicode properties for each character of each name costs ten times as much. */
export const CHARACTER_CLASS: Uint8Array = Uint8Array.from({ length: 0x10000 }, (_, unit) => classOf(unit));
