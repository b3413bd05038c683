import { parseGroupIds } from './groups';

describe('parseGroupIds', () => {
  const groups = [{ id: 3, name: 'צוות 3', courseid: 2 }, { id: '1' }];

  it('reads the ids', () => expect(parseGroupIds({ groups, warnings: [] }).value).toEqual([3, 1]));

  it.each([[{}], [{ groups: null }], [{ groups: [] }]])('takes %j for none', (reply) =>
    expect(parseGroupIds(reply)).toMatchObject({ value: [], dropped: 0 }),
  );

  it('counts what has no id', () =>
    expect(parseGroupIds({ groups: [{ name: 'x' }, ...groups] })).toMatchObject({
      value: [3, 1],
      dropped: 1,
    }));

  it('refuses what is no object', () =>
    expect(() => parseGroupIds('x')).toThrow(expect.objectContaining({ code: 'moodle.invalid-response' })));
});
