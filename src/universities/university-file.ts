import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { LocalizedText } from '../contract';

export interface UniversityEntry {
  readonly id: string;
  readonly name: LocalizedText;
  /** Normalised, without a trailing slash. */
  readonly baseUrl: string;
  /** Where else this Moodle may be, in the same form: it is followed there, and to no other server, when it moves. */
  readonly alsoAt?: readonly string[];
  /** IANA zone of its clocks. */
  readonly timeZone?: string;
}

/** The operator's file cannot be used; the message says where and why. */
export class UniversityFileError extends Error {
  override readonly name = 'UniversityFileError';
  readonly code = 'config.universities-invalid';
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** A Moodle is spoken to over https alone: a password must not cross a network in the clear. Loopback crosses none. */
export function isAllowedBaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username || url.password || url.search || url.hash) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname));
}

const name = z.union([
  z
    .string()
    .trim()
    .min(1)
    .max(200)
    .transform((text) => ({ he: text, en: text })),
  z.object({ he: z.string().trim().min(1).max(200), en: z.string().trim().min(1).max(200) }),
]);

const baseUrl = z
  .string()
  .trim()
  .refine(
    isAllowedBaseUrl,
    'must be an https address (http for a loopback host only), without user, query or fragment',
  )
  // One spelling: host in lower case and ASCII, no default port, no dots in the path.
  .transform((text) => new URL(text).href.replace(/\/+$/, ''));

const timeZone = z.string().refine(isTimeZone, 'must be a zone of the IANA database, as Asia/Jerusalem');

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name }).format();
    return true;
  } catch {
    return false;
  }
}

const entry = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,99}$/, 'use lower-case letters, digits and hyphens'),
  name,
  baseUrl,
  alsoAt: z.array(baseUrl).max(10).optional(),
  timeZone: timeZone.optional(),
});

const file = z.array(entry);

/** Reads and checks the operator's list: a JSON array of `{ id, name, baseUrl, alsoAt?, timeZone? }`, or an object that holds it as `universities`. */
export function readUniversityFile(path: string): readonly UniversityEntry[] {
  const content = readJson(path);
  const wrapped = typeof content === 'object' && content !== null && 'universities' in content;
  const parsed = file.safeParse(wrapped ? content.universities : content);
  if (!parsed.success)
    throw new UniversityFileError(`${path} cannot be used:\n${z.prettifyError(parsed.error)}`);
  const ids = parsed.data.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new UniversityFileError(`${path} names the university "${twice}" twice`);
  return parsed.data;
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UniversityFileError(
      `${path} cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
