import { parseCourseTotals } from './course-totals';

const read = (...grades: unknown[]) => parseCourseTotals({ grades, warnings: [] });

describe('parseCourseTotals', () => {
  it.each([
    [{ courseid: 4, grade: '193.00', rawgrade: '193.00000' }, '193.00', '193.00000'],
    [{ courseid: 4, grade: '-', rawgrade: null }, null, null],
    [{ courseid: '4', grade: '87.00 %', rawgrade: 87 }, '87.00 %', '87'],
    [{ courseid: 4, grade: 'A &amp; B<br>' }, 'A & B', null],
    [{ courseid: 4, grade: '', rawgrade: '' }, null, null],
  ])('takes %j', (row, shown, raw) => expect(read(row).value).toEqual([{ id: 4, shown, raw }]));

  it('leaves out a row without a course, and says so', () =>
    expect(read({ grade: '90.00' }, { courseid: 2, grade: '80.00' })).toMatchObject({
      value: [{ id: 2 }],
      dropped: 1,
      firstFault: 'grades.0.courseid: invalid_union',
    }));

  it('takes no list for none', () => expect(parseCourseTotals({ grades: null }).value).toEqual([]));

  it('refuses what is no object', () =>
    expect(() => parseCourseTotals([null])).toThrow(
      expect.objectContaining({ code: 'moodle.invalid-response' }),
    ));
});
