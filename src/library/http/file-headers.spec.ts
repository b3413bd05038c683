import { fileHeaders } from './file-headers';

const NONE = { contentType: null, contentLength: null, contentRange: null, etag: null, lastModified: null };
const headersOf = (contentType: string | null, status: 200 | 206 | 304 | 416 = 200) =>
  fileHeaders('א.bin', { status, headers: { ...NONE, contentType, contentLength: 7, etag: '"abc"' } });

describe('fileHeaders', () => {
  it.each(['application/pdf', 'image/png', 'IMAGE/JPEG', 'text/plain; charset=utf-8'])('shows %s', (type) => {
    expect(headersOf(type).get('Content-Disposition')).toMatch(/^inline;/);
  });

  it.each(['text/html', 'image/svg+xml', 'application/xhtml+xml', 'text/xml', 'application/zip', '', null])(
    'has %p saved, in a sandbox',
    (type) => {
      const headers = headersOf(type);
      expect(headers.get('Content-Disposition')).toMatch(/^attachment;/);
      expect(headers.get('Content-Security-Policy')).toBe('sandbox');
    },
  );

  it('leaves the sandbox out for PDF alone', () => {
    expect(headersOf('application/pdf').get('Content-Security-Policy')).toBe("frame-ancestors 'self'");
    expect(headersOf('application/pdfx').get('Content-Security-Policy')).toBe('sandbox');
  });

  it('never lets a browser guess or a proxy change', () => {
    const headers = headersOf('text/html');
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('Cache-Control')).toBe('private, no-cache, no-transform');
  });

  it('speaks of no body in a 304', () => {
    const headers = headersOf('application/pdf', 304);
    expect(headers.get('ETag')).toBe('"abc"');
    expect(headers.has('Content-Length')).toBe(false);
    expect(headers.has('Content-Type')).toBe(false);
  });
});
