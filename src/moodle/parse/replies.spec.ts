import { parseAjax, parseBatch, parseToken, refusalOf } from './replies';

const invalid = expect.objectContaining({ code: 'moodle.invalid-response' });

describe('refusalOf', () => {
  it.each([
    [{ exception: 'moodle_exception', errorcode: 'invalidtoken', message: 'x' }, 'invalidtoken'],
    [{ exception: 'core\\exception\\moodle_exception', errorcode: 'invalidtoken' }, 'invalidtoken'],
    [{ error: 'x', errorcode: 'invalidlogin', stacktrace: null }, 'invalidlogin'],
    [{ error: 'x', errorcode: 'Unable to find forum with id 99999' }, 'Unable to find forum with id 99999'],
    [{ errorcode: 'a value of ours' }, null],
    [{ exception: 'x' }, null],
    [{ error: 'x', errorcode: '' }, null],
    [{ token: 'x' }, null],
    [[{ error: 'x', errorcode: 'y' }], null],
    [null, null],
    [undefined, null],
    ['error', null],
  ])('%j → %j', (reply, expected) => expect(refusalOf(reply)).toBe(expected));
});

describe('parseToken', () => {
  it('reads a token', () => {
    const token = '0123456789abcdef0123456789abcdef';
    expect(parseToken({ token, privatetoken: null })).toBe(token);
  });

  it.each([{}, { token: '' }, { token: 'a b' }, { token: 5 }, null, []])('refuses %j', (reply) =>
    expect(() => parseToken(reply)).toThrow(invalid),
  );
});

describe('parseBatch', () => {
  it('parses each answer a second time', () => {
    const responses = [
      { error: false, data: '[{"id":1}]' },
      { error: false, data: 'null' },
      { error: true, exception: '{"errorcode":"requireloginerror","message":"x"}' },
    ];
    expect(parseBatch({ responses })).toEqual([
      { kind: 'value', value: [{ id: 1 }] },
      { kind: 'value', value: null },
      { kind: 'refusal', errorcode: 'requireloginerror' },
    ]);
  });

  it('marks what cannot be understood and keeps its place', () => {
    const responses = [
      { error: false, data: '{"cut":' },
      { error: false },
      { error: true, exception: '{}' },
      { error: true },
    ];
    expect(parseBatch({ responses })).toEqual(Array(4).fill({ kind: 'unreadable' }));
  });

  it.each([{}, { responses: null }, [], null])('refuses %j', (reply) =>
    expect(() => parseBatch(reply)).toThrow(invalid),
  );
});

describe('parseAjax', () => {
  it('reads the data or the errorcode of the first answer', () => {
    expect(parseAjax([{ error: false, data: { wwwroot: 'x' } }])).toEqual({ data: { wwwroot: 'x' } });
    expect(parseAjax([{ error: true, exception: { errorcode: 'servicenotavailable' } }])).toEqual({
      errorcode: 'servicenotavailable',
    });
    expect(parseAjax([{ error: true }])).toEqual({ errorcode: 'unknown' });
  });

  it.each([[], {}, null])('refuses %j', (reply) => expect(() => parseAjax(reply)).toThrow(invalid));
});
