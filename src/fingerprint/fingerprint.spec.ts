import { createHash } from 'node:crypto';
import { fingerprintOf } from './fingerprint';

describe('fingerprintOf', () => {
  it('is the beginning of the SHA-256 of the JSON text', () => {
    const json = '{"a":[1,null,{"b":"ש"}],"z":true}';
    const whole = createHash('sha256').update(json).digest('hex');
    expect(fingerprintOf(JSON.parse(json))).toBe(whole.slice(0, 32));
  });

  it('does not mind the order of keys, at any depth', () => {
    const one = { name: 'א', at: { from: 1, to: 2 }, rows: [{ x: 1, y: 2 }] };
    const other = { rows: [{ y: 2, x: 1 }], at: { to: 2, from: 1 }, name: 'א' };
    expect(fingerprintOf(other)).toBe(fingerprintOf(one));
  });

  it.each<[string, unknown, unknown]>([
    ['a value', { a: 1 }, { a: 2 }],
    ['a key', { a: 1 }, { b: 1 }],
    ['the type of a value', { a: 1 }, { a: '1' }],
    ['nothing and an empty text', { a: null }, { a: '' }],
    ['what is missing and what is null', {}, { a: null }],
    ['the order of a list', [1, 2], [2, 1]],
    ['a key that looks like two', { 'a,b': 1, a: 2 }, { 'a,b': 2, a: 1 }],
    ['halves of surrogate pairs', 'a\ud83d', 'a\ude00'],
    ['prototypes by name', JSON.parse('{"__proto__":1}'), {}],
  ])('tells %s apart', (_name, one, other) => {
    expect(fingerprintOf(one)).not.toBe(fingerprintOf(other));
  });

  it('takes a moment for its text', () => {
    const at = new Date(0);
    expect(fingerprintOf({ at })).toBe(fingerprintOf({ at: at.toISOString() }));
  });
});
