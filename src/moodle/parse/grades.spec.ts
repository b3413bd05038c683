import { parseGradeItems } from './grades';

const item = (over: object = {}) => ({
  id: 8,
  itemname: 'תרגיל &amp; בית 1',
  itemtype: 'mod',
  itemmodule: 'assign',
  iteminstance: 1,
  itemnumber: 0,
  categoryid: 2,
  cmid: 119,
  weightformatted: '20.00 %',
  graderaw: 92.5,
  gradedategraded: 1795435170,
  gradehiddenbydate: false,
  gradeishidden: false,
  gradeformatted: '92.50',
  grademin: 0,
  grademax: 100,
  percentageformatted: '92.50 %',
  feedback: '<p>יפה</p>',
  ...over,
});
const read = (...gradeitems: unknown[]) => parseGradeItems({ usergrades: [{ courseid: 2, gradeitems }] });
const only = (over: object) => read(item(over)).value[0];

describe('parseGradeItems', () => {
  it('reads an activity’s grade', () => {
    expect(read(item())).toEqual({
      value: [
        {
          id: 8,
          kind: 'activity',
          name: 'תרגיל & בית 1',
          activityType: 'assign',
          instance: 1,
          cmid: 119,
          itemNumber: 0,
          categoryId: 2,
          grade: 92.5,
          shown: '92.50',
          percentage: '92.50 %',
          weight: '20.00 %',
          min: 0,
          max: 100,
          feedback: 'יפה',
          gradedAt: 1795435170,
          hidden: false,
        },
      ],
      dropped: 0,
      firstFault: null,
    });
  });

  it('knows no grade from a dash', () => {
    const none = { graderaw: null, gradeformatted: '-', percentageformatted: '-', weightformatted: '-' };
    expect(only(none)).toMatchObject({ grade: null, shown: null, percentage: null, weight: null });
  });

  it('takes a range that Moodle does not show for none', () => {
    expect(only({ rangeformatted: '0&ndash;100' })).toMatchObject({ min: 0, max: 100 });
    expect(only({ rangeformatted: '&ndash;' })).toMatchObject({ min: null, max: null });
  });

  it.each([
    [{ gradehiddenbydate: true }, true],
    [{ gradeishidden: 1 }, true],
    [{ gradehiddenbydate: undefined, gradeishidden: undefined }, false],
  ])('takes %j as held back: %j', (over, hidden) => expect(only(over)).toMatchObject({ hidden }));

  it.each([
    ['category', { kind: 'category', categoryId: 29, instance: null }],
    ['course', { kind: 'course', categoryId: null, instance: null }],
    ['manual', { kind: 'manual', categoryId: null, instance: null }],
    ['outcome', { kind: 'other', categoryId: null }],
  ])('reads a %s row, which has no name', (itemtype, expected) => {
    const row = {
      itemtype,
      iteminstance: 29,
      categoryid: null,
      itemname: null,
      itemmodule: null,
      cmid: undefined,
    };
    expect(only(row)).toMatchObject({ ...expected, name: null, activityType: null, cmid: null });
  });

  it('keeps the word of a scale beside its number', () => {
    expect(only({ graderaw: 2, gradeformatted: 'עבר' })).toMatchObject({ grade: 2, shown: 'עבר' });
  });

  it('leaves out what has no id, and counts it', () => {
    const { value, dropped } = read(item(), item({ id: null }), item({ id: '9' }));
    expect([value.map(({ id }) => id), dropped]).toEqual([[8, 9], 1]);
  });

  it('takes a student without grades for none, and refuses what is no report', () => {
    expect(parseGradeItems({ usergrades: [], warnings: [] }).value).toEqual([]);
    expect(parseGradeItems({ usergrades: [{ gradeitems: null }] }).value).toEqual([]);
    for (const reply of [[], null, {}])
      expect(() => parseGradeItems(reply)).toThrow(
        expect.objectContaining({ code: 'moodle.invalid-response' }),
      );
  });
});
