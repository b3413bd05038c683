import { CHARACTER, CHARACTER_CLASS, digitValue } from './characters';
import { foldWord } from './fold';

/** One word or number of a name. */
export interface Token {
  /** The folded form; digits as ASCII. */
  key: string;
  /** As written, for showing. */
  surface: string;
  isNumber: boolean;
  /** Names are parted by " - ", colons, commas and brackets into segments, counted from 0. */
  segment: number;
  /** Stands directly after the token before it, as in `HW3` or `FinalExam`. */
  glued: boolean;
}

/** Longer names say nothing more, and the bound keeps the cost of a hostile one flat. */
const LONGEST = 400;
const ASCII_ONLY = /^[\x20-\x7e]*$/;
const FINAL_FORMS = 'ךםןףץ';

const isLetter = (kind: number): boolean => kind >= CHARACTER.lower && kind <= CHARACTER.letter;
const isHebrew = (kind: number): boolean => kind === CHARACTER.hebrew;

/** Compatibility forms, accents and vowel points come apart here, so that the loop below can drop the marks. */
export function decompose(raw: string): string {
  const bounded = raw.length > LONGEST ? raw.slice(0, LONGEST) : raw;
  return ASCII_ONLY.test(bounded) ? bounded : bounded.normalize('NFKD');
}

/** Splits at spaces, punctuation, camelCase and the borders between letters and digits. Total for any string. */
export function tokenise(raw: string): Token[] {
  return new Tokeniser(decompose(raw)).run();
}

class Tokeniser {
  private readonly tokens: Token[] = [];
  private segment = 0;
  private start = -1;
  private end = 0;
  private kind = -1;
  private lastEnd = -1;

  constructor(private readonly text: string) {}

  run(): Token[] {
    const { text } = this;
    for (let at = 0; at < text.length; at++) this.step(at, this.classAt(at));
    this.close();
    return this.tokens;
  }

  private classAt(at: number): number {
    return at < this.text.length ? (CHARACTER_CLASS[this.text.charCodeAt(at)] ?? 0) : CHARACTER.separator;
  }

  private step(at: number, kind: number): void {
    if (kind === CHARACTER.ignored) return;
    if (isLetter(kind)) return this.letter(at, kind);
    if (kind === CHARACTER.digit) return this.digit(at);
    if (kind === CHARACTER.quote && this.joinsHebrew(at)) return;
    if (this.text[at] === '.' && this.joinsDecimal(at)) return;
    if (this.text[at] === '_' && this.joinsAcronym(at)) return;
    this.close();
    if (kind >= CHARACTER.segment || this.isSpacedDash(at)) this.segment++;
  }

  private letter(at: number, kind: number): void {
    const open = this.start >= 0;
    if (open && (this.kind === CHARACTER.digit || this.isCamelBorder(at, kind))) this.close();
    if (this.start < 0) this.start = at;
    this.kind = kind;
    this.end = at + 1;
  }

  private digit(at: number): void {
    if (this.start >= 0 && this.kind !== CHARACTER.digit) this.close();
    if (this.start < 0) this.start = at;
    this.kind = CHARACTER.digit;
    this.end = at + 1;
  }

  /** `finalExam`, `HTMLParser`, and scripts that change inside a word; but `TDs` is a plural. */
  private isCamelBorder(at: number, kind: number): boolean {
    if (isHebrew(kind) !== isHebrew(this.kind)) return true;
    if (kind !== CHARACTER.upper) return false;
    if (this.kind === CHARACTER.lower) return true;
    if (this.kind !== CHARACTER.upper || this.classAt(at + 1) !== CHARACTER.lower) return false;
    const plural = this.text[at + 1] === 's' && !isLetter(this.classAt(at + 2));
    return !plural;
  }

  /** Gershayim and geresh inside a Hebrew word, or a geresh that ends one. */
  private joinsHebrew(at: number): boolean {
    if (!isHebrew(this.kind) || this.start < 0) return false;
    let next = at + 1;
    while (this.classAt(next) === CHARACTER.quote && next < at + 3) next++;
    return isHebrew(this.classAt(next));
  }

  private joinsDecimal(at: number): boolean {
    const short = this.kind === CHARACTER.digit && this.start >= 0 && at - this.start <= 2;
    if (!short || this.text.slice(this.start, at).includes('.')) return false;
    return this.classAt(at + 1) === CHARACTER.digit && this.classAt(at + 3) !== CHARACTER.digit;
  }

  /** A lone final letter is no word: `ממ_ן` is an acronym whose quote a file system replaced. */
  private joinsAcronym(at: number): boolean {
    const next = this.text[at + 1] ?? ' ';
    return (
      isHebrew(this.kind) && this.start >= 0 && FINAL_FORMS.includes(next) && !isLetter(this.classAt(at + 2))
    );
  }

  private isSpacedDash(at: number): boolean {
    return this.text[at] === '-' && (this.text[at - 1] === ' ' || this.text[at + 1] === ' ');
  }

  private close(): void {
    if (this.start < 0) return;
    const surface = this.text.slice(this.start, this.end);
    const isNumber = this.kind === CHARACTER.digit;
    const key = isNumber ? asciiDigits(surface) : foldWord(surface.replace('_', ''));
    const glued = this.start === this.lastEnd;
    if (key !== '') this.tokens.push({ key, surface, isNumber, segment: this.segment, glued });
    this.lastEnd = this.end;
    this.start = -1;
    this.kind = -1;
  }
}

function asciiDigits(surface: string): string {
  let digits = '';
  for (let at = 0; at < surface.length; at++) {
    const value = digitValue(surface.charCodeAt(at));
    if (value >= 0) digits += String(value);
    else if (surface[at] === '.') digits += '.';
  }
  return digits;
}
