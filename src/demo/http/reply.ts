import { JsonText } from './php-json';

/** What goes back over the wire. `null` as body means headers only. */
export interface Reply {
  status: number;
  headers: Record<string, string | string[]>;
  body: Buffer | string | JsonText | null;
  /** false: with Content-Length, as files are; otherwise chunked, as PHP's pages are. */
  chunked: boolean;
}

const LONG_AGO = 'Mon, 20 Aug 1969 09:23:00 GMT';

const NO_CACHE = {
  'Cache-Control': ['no-store, no-cache, must-revalidate', 'post-check=0, pre-check=0'],
  Pragma: 'no-cache',
  Expires: LONG_AGO,
  'Accept-Ranges': 'none',
};

const WEB_SERVICE = {
  'Cache-Control': 'private, must-revalidate, pre-check=0, post-check=0, max-age=0',
  Expires: 'Thu, 01 Jan 1970 00:00:00 GMT',
  Pragma: 'no-cache',
  'Accept-Ranges': 'none',
  'Access-Control-Allow-Origin': '*',
};

const reply = (status: number, headers: Reply['headers'], body: Reply['body'], chunked = true): Reply => ({
  status,
  headers,
  body,
  chunked,
});

/** token.php and the errors of pluginfile.php. */
export const pageJson = (body: JsonText, status = 200): Reply =>
  reply(
    status,
    { 'Content-Type': 'application/json; charset=utf-8', 'Access-Control-Allow-Origin': '*', ...NO_CACHE },
    body,
  );

/** lib/ajax/service*.php */
export const ajaxJson = (body: JsonText): Reply =>
  reply(200, { 'Content-Type': 'application/json; charset=utf-8' }, body);

/** webservice/rest/server.php */
export const restJson = (body: JsonText): Reply =>
  reply(200, { 'Content-Type': 'application/json', ...WEB_SERVICE }, body);

export const restXml = (body: string): Reply =>
  reply(
    200,
    {
      'Content-Type': 'application/xml; charset=utf-8',
      'Content-Disposition': 'inline; filename="response.xml"',
      ...WEB_SERVICE,
    },
    body,
  );

export const forbidden = (): Reply => reply(403, { 'Content-Type': 'text/html; charset=utf-8' }, '');

export const html = (status: number, body: string, headers: Reply['headers'] = {}): Reply =>
  reply(status, { 'Content-Type': 'text/html; charset=utf-8', ...NO_CACHE, ...headers }, body);

export const redirect = (status: 302 | 303, location: string): Reply =>
  reply(status, { 'Content-Type': 'text/html; charset=utf-8', Location: location }, '');

export const bare = (status: number, headers: Reply['headers'], body: Reply['body']): Reply =>
  reply(status, headers, body, false);

const page = (title: string, body: string): string =>
  `<!DOCTYPE html>\n<html dir="rtl" lang="he"><head><meta charset="utf-8"><title>${title}</title></head>\n` +
  `<body><h1>${title}</h1>${body}</body></html>\n`;

/** What every address answers while the site is being upgraded. */
export const upgrading = (message: string): Reply =>
  html(503, page('האתר בתחזוקה', `<p>${message}</p>`), { 'Retry-After': '300' });

export const htmlPage = (title: string, body: string, status = 200): Reply => html(status, page(title, body));
