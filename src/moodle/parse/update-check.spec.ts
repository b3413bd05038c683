import { parseUpdateCheck } from './update-check';

const invalid = expect.objectContaining({ code: 'moodle.invalid-response' });
const warning = (itemid: unknown, warningcode: string, item = 'module') => ({ item, itemid, warningcode });
const read = (...warnings: unknown[]) => parseUpdateCheck({ instances: [], warnings });

describe('parseUpdateCheck', () => {
  it('tells what is gone and what is not for this student', () =>
    expect(read(warning(181, 'nonuservisible'), warning('182', 'cmidnotincourse')).value).toEqual(
      new Map([
        [181, 'hidden'],
        [182, 'gone'],
      ]),
    ));

  it.each([
    [warning(181, 'missingcallback')],
    [warning(181, 'nonuservisible', 'course')],
    [warning(181, 'contextlevelnotsupported', 'contextlevel')],
  ])('takes nothing else for that: %j', (other) =>
    expect(read(other)).toMatchObject({ value: new Map(), dropped: 0 }),
  );

  it('counts a warning about nobody knows what', () =>
    expect(read({ item: 'module', warningcode: 'cmidnotincourse' })).toMatchObject({ dropped: 1 }));

  it.each([[{}], [{ warnings: 'none' }], [null], [[]]])('proves nothing by %j', (reply) =>
    expect(() => parseUpdateCheck(reply)).toThrow(invalid),
  );
});
