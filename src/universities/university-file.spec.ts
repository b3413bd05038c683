import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isAllowedBaseUrl, readUniversityFile } from './university-file';

describe('readUniversityFile', () => {
  let dir: string;
  const write = (value: unknown): string => {
    const file = path.join(dir, 'universities.json');
    writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
    return file;
  };
  beforeEach(() => (dir = mkdtempSync(path.join(os.tmpdir(), 'spike-universities-'))));
  afterEach(() => rmSync(dir, { recursive: true }));

  it('takes a list, a name in one or two languages, and a base with a path', () => {
    const file = write([
      {
        id: 'bgu',
        name: { he: 'בן-גוריון', en: 'Ben-Gurion' },
        baseUrl: 'https://moodle.example.ac.il/moodle/',
      },
      { id: 'local', name: 'Local', baseUrl: 'http://127.0.0.1:8081' },
    ]);
    expect(readUniversityFile(file)).toEqual([
      {
        id: 'bgu',
        name: { he: 'בן-גוריון', en: 'Ben-Gurion' },
        baseUrl: 'https://moodle.example.ac.il/moodle',
      },
      { id: 'local', name: { he: 'Local', en: 'Local' }, baseUrl: 'http://127.0.0.1:8081' },
    ]);
  });

  it('writes every address in one way, and keeps where else a site may be', () => {
    const file = write([
      {
        id: 'one',
        name: 'One',
        baseUrl: 'HTTPS://Moodle.Example.AC.IL:443/a/../2026//',
        alsoAt: ['https://moodle27.example.ac.il/', ' https://ＭＯＯＤＬＥ.example.ac.il/2027/ '],
      },
    ]);
    expect(readUniversityFile(file)[0]).toMatchObject({
      baseUrl: 'https://moodle.example.ac.il/2026',
      alsoAt: ['https://moodle27.example.ac.il', 'https://moodle.example.ac.il/2027'],
    });
  });

  it.each(['http://moodle27.example', 'https://a:b@moodle27.example', 'moodle27.example', ''])(
    'does not take %j for another address',
    (address) => {
      const entry = { id: 'one', name: 'One', baseUrl: 'https://one.example', alsoAt: [address] };
      expect(() => readUniversityFile(write([entry]))).toThrow(/cannot be used/);
    },
  );

  it('says what is wrong and where', () => {
    expect(() => readUniversityFile(write('{'))).toThrow(/cannot be read as JSON/);
    expect(() => readUniversityFile(path.join(dir, 'none.json'))).toThrow(/none\.json/);
    expect(() =>
      readUniversityFile(write([{ id: 'A B', name: 'x', baseUrl: 'http://moodle.example' }])),
    ).toThrow(/cannot be used/);
    expect(() =>
      readUniversityFile(write([{ id: 'a', name: 'x', baseUrl: 'http://moodle.example' }])),
    ).toThrow(/baseUrl/);
    const one = { id: 'one', name: 'One', baseUrl: 'https://one.example' };
    expect(() => readUniversityFile(write({ universities: [one, one] }))).toThrow(/"one" twice/);
  });
});

describe('isAllowedBaseUrl', () => {
  it.each([
    ['https://moodle.example.ac.il', true],
    ['http://localhost:8081', true],
    ['http://[::1]:8081/moodle', true],
    ['http://moodle.example.ac.il', false],
    ['http://127.0.0.1.evil.example', false],
    ['https://user:pw@moodle.example', false],
    ['https://moodle.example/?a=1', false],
    ['ftp://moodle.example', false],
    ['moodle.example', false],
  ])('%s → %s', (url, allowed) => expect(isAllowedBaseUrl(url)).toBe(allowed));
});
