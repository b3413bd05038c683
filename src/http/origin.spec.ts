import { isForeignOrigin } from './origin';

describe('isForeignOrigin', () => {
  const own = 'https://spike.example';
  it.each([
    ['no origin: not a browser', { host: 'spike.example' }, false],
    ['own host', { host: 'spike.example', origin: 'https://spike.example' }, false],
    ['own public address behind a proxy', { host: '10.0.0.2:3000', origin: 'https://spike.example' }, false],
    ['another site', { host: 'spike.example', origin: 'https://evil.example' }, true],
    ['a sandboxed page', { host: 'spike.example', origin: 'null' }, true],
    ['another port', { host: 'spike.example', origin: 'https://spike.example:8443' }, true],
    ['said by the browser itself', { host: 'spike.example', 'sec-fetch-site': 'cross-site' }, true],
  ])('%s', (_name, headers, foreign) => {
    expect(isForeignOrigin(headers, own)).toBe(foreign);
  });

  it.each(['null', 'not an origin', ''])(
    'takes %j for another site, with no public address too',
    (origin) => {
      expect(isForeignOrigin({ host: '127.0.0.1:3000', origin }, undefined)).toBe(true);
      expect(isForeignOrigin({ host: '127.0.0.1:3000', origin: 'http://127.0.0.1:3000' }, undefined)).toBe(
        false,
      );
    },
  );
});
