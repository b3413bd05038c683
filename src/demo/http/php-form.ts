/** What PHP makes of a query string or a form body: strings, and arrays keyed by strings. */
export type PhpValue = string | PhpArray;
export interface PhpArray {
  [key: string]: PhpValue;
}

/** PHP's `max_input_vars`, as Moodle demands it: what comes after is dropped in silence. */
const MAX_VARIABLES = 5000;

export function emptyPhpArray(): PhpArray {
  return Object.create(null) as PhpArray;
}

function decode(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced.replace(/%[0-9a-f]{2}/gi, (code) => String.fromCharCode(parseInt(code.slice(1), 16)));
  }
}

/** `a[b][]=c` as PHP decodes it; later values win, `[]` appends. */
export function decodeForm(text: string, into: PhpArray = emptyPhpArray()): PhpArray {
  let count = 0;
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    if (++count > MAX_VARIABLES) break;
    const equals = pair.indexOf('=');
    const name = decode(equals < 0 ? pair : pair.slice(0, equals));
    assign(into, name, equals < 0 ? '' : decode(pair.slice(equals + 1)));
  }
  return into;
}

function assign(root: PhpArray, name: string, value: string): void {
  const bracket = name.indexOf('[');
  const head = (bracket < 0 ? name : name.slice(0, bracket)).replace(/[ .]/g, '_');
  if (head === '') return;
  const keys =
    bracket < 0 ? [] : [...name.slice(bracket).matchAll(/\[([^\]]*)\]/g)].map((match) => match[1] ?? '');
  let array = root;
  let key = head;
  for (const next of keys) {
    const held = array[key];
    const inner = held !== undefined && typeof held !== 'string' ? held : emptyPhpArray();
    array[key] = inner;
    array = inner;
    key = next === '' ? nextIndex(inner) : next;
  }
  array[key] = value;
}

function nextIndex(array: PhpArray): string {
  const indexes = Object.keys(array).filter((key) => /^\d+$/.test(key));
  return String(indexes.reduce((highest, key) => Math.max(highest, Number(key) + 1), 0));
}
