import { z } from 'zod';
import { amount, count, flag, id, optionalId, requiredText, storable, text, time } from './scalars';

const read = <S extends z.ZodType>(schema: S, value: unknown): z.output<S> | 'refused' => {
  const result = schema.safeParse(value);
  return result.success ? result.data : 'refused';
};

describe('scalars', () => {
  it.each([
    ['id', id, 7, 7],
    ['id', id, '7', 7],
    ['id', id, 0, 0],
    ['id', id, undefined, 'refused'],
    ['id', id, null, 'refused'],
    ['id', id, 'seven', 'refused'],
    ['id', id, 1.5, 'refused'],
    ['id', id, -3, 'refused'],
    ['id', id, '99999999999999999999', 'refused'],
    ['optionalId', optionalId, '12', 12],
    ['optionalId', optionalId, 0, null],
    ['optionalId', optionalId, undefined, null],
    ['time', time, 1795434703, 1795434703],
    ['time', time, '1795434703', 1795434703],
    ['time', time, 0, null],
    ['time', time, '0', null],
    ['time', time, '', null],
    ['time', time, null, null],
    ['time', time, undefined, null],
    ['time', time, -1, null],
    ['time', time, 9e15, null],
    ['time', time, 'soon', null],
    ['count', count, '42', 42],
    ['count', count, -1, 0],
    ['count', count, null, 0],
    ['amount', amount, '92.50000', 92.5],
    ['amount', amount, Number.POSITIVE_INFINITY, null],
    ['amount', amount, {}, null],
    ['flag', flag(false), 1, true],
    ['flag', flag(false), '1', true],
    ['flag', flag(true), 0, false],
    ['flag', flag(true), '0', false],
    ['flag', flag(true), false, false],
    ['flag', flag(true), undefined, true],
    ['flag', flag(false), 'perhaps', false],
    ['text', text, '  שלום ', 'שלום'],
    ['text', text, '   ', null],
    ['text', text, 12, '12'],
    ['text', text, ['a'], null],
    ['requiredText', requiredText, ' a&amp;b.pdf', ' a&amp;b.pdf'],
    ['requiredText', requiredText, '', 'refused'],
    ['requiredText', requiredText, '\u0000', 'refused'],
    ['requiredText', requiredText, undefined, 'refused'],
  ])('%s reads %#: %j', (_, schema, value, expected) =>
    expect(read<z.ZodType>(schema, value)).toEqual(expected),
  );

  it('stands in an object even when its key is missing', () => {
    expect(z.object({ time, text, flag: flag(true), count }).parse({})).toEqual({
      time: null,
      text: null,
      flag: true,
      count: 0,
    });
  });

  it('removes what PostgreSQL cannot store and keeps what it can', () => {
    expect(storable('a\u0000b\ud83dc\u0007')).toBe('ab\uFFFDc');
    expect(storable('שלום 🎓\tx\n')).toBe('שלום 🎓\tx\n');
  });
});
