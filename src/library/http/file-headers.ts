import type { OpenedFile } from '../../moodle';
import { contentDisposition } from './content-disposition';

/** Types a browser shows by itself and in which no script runs; all else is saved. */
const SHOWN = new Set([
  'application/pdf',
  'image/apng',
  'image/avif',
  'image/bmp',
  'image/gif',
  'image/jpeg',
  'image/png',
  'image/webp',
  'text/plain',
]);

const PDF = 'application/pdf';
const UNKNOWN_TYPE = 'application/octet-stream';

/**
 * Headers of a student's file. A teacher's or a fellow student's file must never act in Spike's name: it has no type but the one
 * named here, and no script of it runs. Chromium starts its PDF viewer in no sandboxed document, and a PDF runs no script of the
 * page's origin, so a PDF is only kept out of other sites' frames.
 */
export function fileHeaders(
  name: string,
  { status, headers }: Pick<OpenedFile, 'status' | 'headers'>,
): Map<string, string> {
  const type = headers.contentType ?? UNKNOWN_TYPE;
  const essence = type.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const entries: [string, string | number | null][] = [
    ['Content-Type', status === 304 ? null : type],
    ['Content-Length', status === 304 ? null : headers.contentLength],
    ['Content-Range', headers.contentRange],
    ['ETag', headers.etag],
    ['Last-Modified', headers.lastModified],
    ['Accept-Ranges', 'bytes'],
    ['Content-Disposition', contentDisposition(SHOWN.has(essence) ? 'inline' : 'attachment', name)],
    ['Content-Security-Policy', essence === PDF ? "frame-ancestors 'self'" : 'sandbox'],
    ['X-Content-Type-Options', 'nosniff'],
    // Asked again each time, which costs a 304; bytes and length are passed on as they are.
    ['Cache-Control', 'private, no-cache, no-transform'],
  ];
  return new Map(
    entries.flatMap(([header, value]) => (value === null ? [] : [[header, String(value)] as const])),
  );
}
