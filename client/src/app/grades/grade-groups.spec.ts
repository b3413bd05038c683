import type { Grade } from '../../../../src/contract';
import { gradeRange, groupGrades, tight } from './grade-groups';

const grade = (id: string, more: Partial<Grade> = {}): Grade => ({
  id,
  courseId: 'c1',
  courseName: 'אינפי',
  itemId: null,
  cmid: null,
  kind: 'activity',
  name: id,
  activityType: 'assign',
  grade: null,
  shown: null,
  percentage: null,
  weight: null,
  min: 0,
  max: 100,
  feedback: null,
  gradedAt: null,
  hidden: false,
  ...more,
});

describe('groupGrades', () => {
  it('goes by course in the order given, with totals set apart', () => {
    const groups = groupGrades([
      grade('course total', { kind: 'course', name: null, shown: '87.40' }),
      grade('ex1', { shown: '96.00' }),
      grade('ex2'),
      grade('quiz', { hidden: true }),
      grade('oral', { kind: 'manual', feedback: 'יפה' }),
      grade('empty category', { kind: 'category', name: null }),
      grade('category', { kind: 'category', name: null, shown: '90.00' }),
      grade('ex', { courseId: 'c2', courseName: 'לינארית' }),
    ]);
    expect(
      groups.map(({ courseName, told, ungraded, subtotals, total }) => [
        courseName,
        ...[told, ungraded, subtotals].map((rows) => rows.map(({ id }) => id)),
        total?.shown ?? null,
      ]),
    ).toEqual([
      ['אינפי', ['ex1', 'quiz', 'oral'], ['ex2'], ['category'], '87.40'],
      ['לינארית', [], ['ex'], [], null],
    ]);
  });
});

describe('gradeRange', () => {
  it.each([
    [0, 100, '0–100'],
    [null, 20, '0–20'],
    [1, 12.345, '1–12.35'],
    [0, null, null],
  ])('of %s to %s', (min, max, expected) => expect(gradeRange({ min, max })).toBe(expected));
});

describe('tight', () => {
  it('keeps the sign with its number', () => {
    expect(tight('96.00 %')).toBe('96.00%');
    expect(tight('8.3\u00a0%')).toBe('8.3%');
    expect(tight('-')).toBe('-');
  });
});
