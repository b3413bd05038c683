import { z } from 'zod';
import { decodeCursor, encodeCursor } from './cursor';
import { courseKeys, deadlineKeys } from './keys';

describe('a cursor', () => {
  it('comes back as it was', () => {
    const cursor = encodeCursor([-2026, -1, 'מבוא למדעי המחשב 😀', '17']);
    expect(cursor).toMatch(/^[\w-]+$/);
    expect(decodeCursor(cursor, courseKeys)).toEqual([-2026, -1, 'מבוא למדעי המחשב 😀', '17']);
  });

  it.each([
    ['nothing', ''],
    ['garbage', '%%%\u0000'],
    ['JSON of another shape', encodeCursor([1, 2])],
    ['a cursor of another list', encodeCursor(['2026-01-01T00:00:00.000Z', '5'])],
    ['a NUL', encodeCursor([0, 0, 'a\u0000', '1'])],
    ['half a surrogate pair', encodeCursor([0, 0, '\ud83d', '1'])],
    ['an id that is none', encodeCursor([0, 0, 'a', '1; DROP TABLE'])],
    ['an id beyond bigint', encodeCursor([0, 0, 'a', '99999999999999999999'])],
    ['a number beyond integer', encodeCursor([1e12, 0, 'a', '1'])],
    ['half a number', encodeCursor([0.5, 0, 'a', '1'])],
  ])('is refused when it is %s', (_name, cursor) => {
    expect(() => decodeCursor(cursor, courseKeys)).toThrow(
      expect.objectContaining({
        code: 'request.invalid',
        fields: [{ field: 'cursor', rules: ['isCursor'] }],
      }),
    );
  });

  it.each(['yesterday', '2026-13-01T00:00:00.000Z', '-271821-04-20T00:00:00.000Z', ''])(
    'is refused when its moment is %p',
    (moment) => {
      expect(() => decodeCursor(encodeCursor([moment, '5']), deadlineKeys)).toThrow(
        expect.objectContaining({ code: 'request.invalid' }),
      );
    },
  );

  it('says the shape it was checked against', () => {
    const keys: [number] = decodeCursor(encodeCursor([3]), z.tuple([z.number()]));
    expect(keys).toEqual([3]);
  });
});
