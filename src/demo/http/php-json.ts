import { gzipSync } from 'node:zlib';

const ESCAPED = /[/\u0080-\uffff]/g;

const spellings = new Map<string, string>([['/', '\\/']]);

function escape(char: string): string {
  let spelled = spellings.get(char);
  if (spelled === undefined) {
    spelled = `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
    spellings.set(char, spelled);
  }
  return spelled;
}

/** JSON as PHP's json_encode writes it: slashes and everything beyond ASCII are escaped. */
export function phpJson(value: unknown): string {
  return JSON.stringify(value).replace(ESCAPED, escape);
}

/** A value already written as JSON, kept with its other spellings so that a hot reply is encoded once only. */
export class JsonText {
  readonly text: string;
  #quoted: string | undefined;
  #bytes: Buffer | undefined;
  #gzipped: Buffer | undefined;

  constructor(text: string) {
    this.text = text;
  }

  static of(value: unknown): JsonText {
    return value instanceof JsonText ? value : new JsonText(phpJson(value));
  }

  /** The text as a JSON string literal, for JSON that travels inside JSON. */
  get quoted(): string {
    return (this.#quoted ??= phpJson(this.text));
  }

  get bytes(): Buffer {
    return (this.#bytes ??= Buffer.from(this.text, 'latin1'));
  }

  get gzipped(): Buffer {
    return (this.#gzipped ??= gzipSync(this.bytes, { level: 4 }));
  }

  /** Makes all spellings now rather than at the first asking. */
  prepare(): void {
    this.#quoted = this.quoted;
    this.#bytes = this.bytes;
    this.#gzipped = this.gzipped;
  }
}
