import { digitValue } from '../normalise/characters';

/** A title being read: what has been understood is blanked out, and what is left over is the clean title. */
export interface TitleText {
  /** As written, without marks of direction. */
  original: string;
  /** The same length, with one kind of quote, dash and digit, for matching; understood parts are `BLANK`. */
  plain: string;
}

export const BLANK = '\uE000';
const LONGEST = 300;
const DIRECTION = /[\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uE000]/g;
const NIQQUD = /[\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7]/g;

export function readTitle(raw: string): TitleText {
  const original = raw.slice(0, LONGEST).normalize('NFC').replace(DIRECTION, '').replace(NIQQUD, '');
  const plain = original
    .replace(/[״“”„″]/g, '"')
    .replace(/[׳‘’′´`]/g, "'")
    .replace(/[–—־−―]/g, '-')
    .replace(/[\u00A0\t\n\r]/g, ' ')
    .replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) => String(digitValue(digit.charCodeAt(0))));
  return { original, plain };
}

/** Marks a part of a title as read. */
export function blank(text: TitleText, from: number, to: number): void {
  text.plain = text.plain.slice(0, from) + BLANK.repeat(to - from) + text.plain.slice(to);
}

const EMPTY_BRACKETS = /[([{][\uE000\s,;:/|-]*[)\]}]/g;
const SEPARATOR = '[-–—־,;:|/_]';
const DOUBLED = new RegExp(
  `(\\s*${SEPARATOR}\\s*)(?:\\s*\\uE000+\\s*${SEPARATOR}*\\s*|\\s*${SEPARATOR}\\s*)+`,
  'g',
);
const LEFT_OVER = /^[-–—־,;:|/_\s.]+|[-–—־,;:|/_\s]+$/g;
/** Behind a word, where a sentence about the term went on; "St." and "Prof." keep theirs. */
const FULL_STOP = /(?<=\p{L}{5,}|\s[IVX]{1,4})\.$/u;
const IN_BRACKETS = /^\[([^\][]*)\]$/;
const ONLY_DIGITS = /^[\d\s.]*$/;
/** "Resources for …" says what a page is; with its course taken away, nothing is left of it. */
const CONTAINER =
  /^(?:(?:course|class)\s+)?(?:resources|materials?|notes|website|web ?site|homepage|page|repo|repository)\s+(?:for|of)$/i;

/** What is left over, as a title: no empty brackets, no separators that part nothing. */
export function cleanTitle(text: TitleText): string {
  const kept = [...mergeBlanks(text)].join('');
  const joined = kept
    .replace(EMPTY_BRACKETS, BLANK)
    .replace(/\uE000+/g, BLANK)
    .replace(DOUBLED, '$1')
    .replace(/\s*\uE000+\s*/g, ' ')
    .replace(/([([{])\s*[,;:/|-]\s*/g, '$1')
    .replace(/\s*[,;:/|-]\s*([)\]}])/g, '$1')
    .replace(/\s+/g, ' ')
    .replace(/\s+([,;:])/g, '$1')
    .replace(LEFT_OVER, '')
    .replace(FULL_STOP, '')
    .replace(IN_BRACKETS, '$1')
    .trim();
  return ONLY_DIGITS.test(joined) || CONTAINER.test(joined) ? '' : joined;
}

function* mergeBlanks({ original, plain }: TitleText): Generator<string> {
  for (let at = 0; at < original.length; at++) yield plain[at] === BLANK ? BLANK : (original[at] ?? '');
}
