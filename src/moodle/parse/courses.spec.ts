import { parseCourses } from './courses';

const BASE = 'https://moodle.example.test';
const course = (over: object = {}) => ({
  id: 5,
  shortname: '203.1.1391',
  fullname: 'Signals &amp; Systems ',
  displayname: 'x',
  summary: '<p dir="rtl">ברוכים הבאים<br />לקורס</p>',
  category: 3,
  format: 'topics',
  startdate: 1792270800,
  enddate: 0,
  timemodified: 1795434703,
  lastaccess: null,
  isfavourite: true,
  hidden: false,
  progress: 16.666666666666664,
  ...over,
});
const first = (over: object) => parseCourses([course(over)], BASE).value[0];

describe('parseCourses', () => {
  it('reads a course', () => {
    expect(parseCourses([course()], BASE)).toEqual({
      dropped: 0,
      firstFault: null,
      value: [
        {
          id: 5,
          shortName: '203.1.1391',
          fullName: 'Signals & Systems',
          summary: 'ברוכים הבאים\nלקורס',
          categoryId: 3,
          format: 'topics',
          startsAt: 1792270800,
          endsAt: null,
          modifiedAt: 1795434703,
          lastAccessAt: null,
          favourite: true,
          hidden: false,
          showsGrades: true,
          completion: 16.666666666666664,
          url: `${BASE}/course/view.php?id=5`,
        },
      ],
    });
  });

  it.each([
    [null, null],
    [0, 0],
    [120, 100],
    [-1, 0],
    ['50', 50],
  ])('reads progress %j as %j', (progress, completion) =>
    expect(first({ progress })?.completion).toBe(completion),
  );

  it.each([
    [false, false],
    [0, false],
    [true, true],
    [undefined, true],
  ])('reads showgrades %j as %j', (showgrades, shows) =>
    expect(first({ showgrades })?.showsGrades).toBe(shows),
  );

  it('needs nothing but an id', () => {
    expect(parseCourses([{ id: '7' }], BASE).value[0]).toMatchObject({
      id: 7,
      fullName: '',
      hidden: false,
      summary: null,
    });
  });

  it('falls back on the displayed and the short name', () => {
    expect(first({ fullname: '' })?.fullName).toBe('x');
    expect(first({ fullname: null, displayname: undefined })?.fullName).toBe('203.1.1391');
  });

  it('leaves out and counts what has no id', () => {
    const parsed = parseCourses([course(), { fullname: 'x' }, 3], BASE);
    expect([parsed.value.length, parsed.dropped]).toEqual([1, 2]);
    expect(parsed.firstFault).toMatch(/^courses\.1\.id: /);
  });

  it('is empty for null and refuses what is no list', () => {
    expect(parseCourses(null, BASE).value).toEqual([]);
    expect(() => parseCourses({ courses: [] }, BASE)).toThrow(
      expect.objectContaining({ code: 'moodle.invalid-response' }),
    );
  });
});
