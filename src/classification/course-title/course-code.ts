import { blank, type TitleText } from './title-text';

interface CodePattern {
  name: string;
  pattern: RegExp;
  /** The code within the match, when it is not all of it. */
  code?: (match: RegExpExecArray) => string;
}

const START = '(?<![\\p{L}\\d.])';
const END = '(?![\\p{L}\\d])';
/** Universities that write their own name on to a code. */
const UNIVERSITY = '(?:UW|NYU|MIT|UCB|UCSD|UCLA|USC|ETH|EPFL|TUM|TAU|BGU|HUJI|CMU)';

const regex = (source: string, flags = 'u'): RegExp => new RegExp(source, flags);

/** In this order; the first that matches is the course's code. */
const CODE_PATTERNS: readonly CodePattern[] = [
  {
    name: '202-1-1011, 0368-2162-01',
    pattern: regex(`${START}\\d{2,4}[-.]\\d{1,4}[-.]\\d{2,5}(?:[-.]\\d{1,2})?${END}`),
  },
  {
    name: '0368-2162, 203.1234, 89-110',
    pattern: regex(
      `${START}(?:\\d{4}[-.]\\d{4}|\\d{3}[-.]\\d{4}|\\d{2}-\\d{3}(?:/\\d{3})?)(?:-\\d{2})?${END}`,
    ),
  },
  { name: '234124, 67101', pattern: regex(`${START}\\d{5,10}${END}`) },
  { name: '6.006, 18.S096', pattern: regex(`${START}\\d{1,2}\\.S?\\d{2,4}[A-Za-z]?${END}`) },
  {
    name: 'CMP_SC-3330',
    pattern: regex(`${START}[A-Z]{2,5}_[A-Z]{1,4}-\\d{3,4}[A-Z]?${END}`),
  },
  { name: 'csci-ua.0101', pattern: regex(`${START}[A-Za-z]{2,6}-[A-Za-z]{2,4}[. ]\\d{1,4}${END}`) },
  {
    name: 'UWDATA515',
    pattern: regex(`(?<![\\p{L}\\d])${UNIVERSITY}([A-Z]{3,5}\\d{3,4}[A-Z]?)${END}`),
    code: (match) => match[1] ?? match[0],
  },
  {
    name: 'CEVE-421-521, Econ-4220-3220',
    pattern: regex(`${START}[A-Za-z]{2,5}-[1-9]\\d{2,3}-[1-9]\\d{2,3}${END}`),
  },
  {
    name: 'BT1010, stat450, CS-112(j), PSYC100-002',
    pattern: regex(
      `${START}((?:[A-Za-z]{1,6}|[a-z]{7})[-_]?\\d{2,6}[A-Za-z]{0,2}(?:\\([a-z]\\))?)(?:-\\d{3})?${END}`,
    ),
    code: (match) => match[1] ?? match[0],
  },
  {
    name: 'STA302H1, M3P14, 18CS53',
    pattern: regex(
      `${START}(?:[A-Z]{2,4}\\d{2,4}[A-Z]\\d|[A-Z]\\d[A-Z]\\d{1,2}|\\d{2}[A-Z]{2,3}\\d{2,4})${END}`,
    ),
  },
  {
    name: 'عال 211 at the front',
    pattern: regex(`^\\s*\\p{Script=Arabic}{2,4} ?(?!1\\d{3})\\d{3,4}${END}`),
  },
  { name: 'IN2.3', pattern: regex(`${START}[A-Z]{2,5}\\d{1,2}\\.\\d{1,3}${END}`) },
  {
    name: 'ECON 8220, CS 61A, EECS 498-007',
    pattern: regex(
      `${START}([A-Z]{2,6}(?:[ &/][A-Z]{1,5})?[ -](?:\\d{2,5}[A-Z]{0,2}(?:/\\d{3,4})?|\\d[A-Z]))(?:-\\d{3})?${END}`,
    ),
    code: (match) => match[1] ?? match[0],
  },
  {
    name: 'Math 221 before a separator',
    pattern: regex(`^\\s*[A-Z][a-z]{2,6}\\.? (?:\\d{3,4}[A-Z]?|\\d[A-Z]{1,2}\\d{1,2})(?=\\s*(?:$|[-:,|(]))`),
  },
  {
    name: '6119 at the end',
    pattern: /(?<=[,-]\s*)(?!1\d{3}|20[0-4]\d)\d{4}(?=\s*$)/u,
  },
  {
    name: '1041 at the front',
    pattern: regex(`^\\s*(\\d{3,4})(?=\\s+[-:|]?\\s*\\p{L}|\\s*[-:|])`),
    code: (match) => match[1] ?? match[0],
  },
];

/** The code of a course as written, taken out of its title; null when there is none. */
export function takeCode(text: TitleText): string | null {
  for (const { pattern, code } of CODE_PATTERNS) {
    const match = pattern.exec(text.plain);
    if (match === null) continue;
    const written = text.original.slice(match.index, match.index + match[0].length);
    blank(text, match.index, match.index + match[0].length);
    return code ? code(match) : written.trim();
  }
  return null;
}
