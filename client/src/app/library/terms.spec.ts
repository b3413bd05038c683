import type { CourseSummary } from '../../../../src/contract';
import { groupByTerm } from './terms';

const course = (name: string, more: Partial<CourseSummary>): CourseSummary => ({
  id: name,
  moodleId: 1,
  name,
  fullName: name,
  shortName: name,
  code: null,
  academicYear: 2026,
  term: 'A',
  startsAt: null,
  endsAt: null,
  favourite: false,
  hidden: false,
  completion: null,
  url: null,
  category: null,
  teachers: [],
  listed: true,
  counts: { sections: 0, items: 0, files: 0 },
  syncedAt: null,
  ...more,
});

const november = new Date(2026, 10, 15);

describe('groupByTerm', () => {
  it('puts what runs now first, then the newest, and what has no year last', () => {
    const groups = groupByTerm(
      [
        course('old', { academicYear: 2024, term: 'B' }),
        course('loose', { academicYear: null, term: null }),
        course('next', { term: 'B' }),
        course('now', {}),
        course('summer', { academicYear: 2025, term: 'summer' }),
      ],
      november,
    );
    expect(groups.map(({ key, current }) => [key, current])).toEqual([
      ['2026-A', true],
      ['2026-B', false],
      ['2025-summer', false],
      ['2024-B', false],
      ['none', false],
    ]);
  });

  it('believes the dates of a course before the calendar', () => {
    const dates = { startsAt: '2026-11-01T00:00:00+02:00', endsAt: '2026-12-31T00:00:00+02:00' };
    const [first] = groupByTerm([course('a', {}), course('b', { term: 'B', ...dates })], november);
    expect(first?.current).toBe(true);
    const over = { startsAt: '2026-08-01T00:00:00Z', endsAt: '2026-10-01T00:00:00Z' };
    expect(groupByTerm([course('a', over)], november)[0]?.current).toBe(false);
  });

  it('puts favourites first within a term', () => {
    const [group] = groupByTerm([course('א', {}), course('ת', { favourite: true })], november);
    expect(group?.courses.map(({ name }) => name)).toEqual(['ת', 'א']);
  });
});
