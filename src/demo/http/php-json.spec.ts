import { gunzipSync } from 'node:zlib';
import { JsonText, phpJson } from './php-json';

describe('phpJson', () => {
  it('escapes slashes and everything beyond ASCII', () => {
    expect(phpJson({ name: 'א/b', quote: '"' })).toBe('{"name":"\\u05d0\\/b","quote":"\\""}');
  });

  it('writes a surrogate pair as two escapes', () => {
    expect(phpJson('😀')).toBe('"\\ud83d\\ude00"');
  });
});

describe('JsonText', () => {
  it('quotes itself so that parsing twice gives the value', () => {
    const text = JsonText.of({ name: 'קורס/1' });
    expect(JSON.parse(JSON.parse(text.quoted) as string)).toEqual({ name: 'קורס/1' });
    expect(text.quoted).not.toMatch(/[^\\]\//);
  });

  it('keeps one gzipped spelling', () => {
    const text = JsonText.of({ a: 1 });
    expect(gunzipSync(text.gzipped).toString()).toBe('{"a":1}');
    expect(text.gzipped).toBe(text.gzipped);
  });
});
