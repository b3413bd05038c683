/** What a university's page hands back after a sign-in in the browser. The token is a secret. */
export interface ReturnedLaunch {
  /** Hex MD5 of the site's address and the passport. */
  readonly signature: string;
  readonly token: string;
}

const MARK = 'token=';
/** What may stand before the mark, where it does not begin the text. */
const BEFORE = new Set(['/', ':', '#', '?', '&']);
/**
 * The rest of the address. Base64 of digits, letters and colons has neither `+` nor `/`; some browsers add a slash or a `#` to an address
 * without a path, and who copies it, quotes.
 */
const ENCODED = /^([0-9a-z]+)={0,2}[/#"'>]*$/i;
/**
 * `signature:::token`, and on https a further secret of Moodle's own app, which is not kept. Moodle's tokens have 32 digits: a shorter one was
 * not copied whole.
 */
const CONTENT = /^([0-9a-f]{32}):::([0-9a-z]{32,128})(?::::[0-9a-z]{1,200})?$/i;
/** An address may have been encoded by the browser that handed it over, and once more by what it was copied from. */
const MOST_ENCODINGS = 3;

function decoded(text: string): string {
  let plain = text;
  for (let turn = 0; turn < MOST_ENCODINGS && plain.includes('%'); turn += 1) {
    try {
      plain = decodeURIComponent(plain);
    } catch {
      return plain;
    }
  }
  return plain;
}

/**
 * Reads `scheme://token=BASE64` as it was copied or handed over: with or without slashes, percent-encoded, broken into lines. `null` for
 * anything else.
 */
export function parseReturnAddress(address: string): ReturnedLaunch | null {
  const plain = decoded(address).replace(/\s+/g, '');
  const mark = plain.toLowerCase().lastIndexOf(MARK);
  if (mark < 0 || (mark > 0 && !BEFORE.has(plain.charAt(mark - 1)))) return null;
  const encoded = ENCODED.exec(plain.slice(mark + MARK.length))?.[1];
  if (encoded === undefined) return null;
  const [, signature, token] = CONTENT.exec(Buffer.from(encoded, 'base64').toString('latin1')) ?? [];
  return signature === undefined || token === undefined
    ? null
    : { signature: signature.toLowerCase(), token };
}
