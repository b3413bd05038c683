import { agreedCategory, type Choice } from './agreed-category';

const choices = (counts: Partial<Record<Choice['category'], number>>): Choice[] =>
  Object.entries(counts).map(([category, students]) => ({
    category: category as Choice['category'],
    students,
    own: false,
  }));

describe('agreedCategory', () => {
  it.each([
    ['nobody', {}, 10, null],
    ['two of few', { lecture: 2 }, 3, null],
    ['three of few', { lecture: 3 }, 3, 'lecture'],
    ['three of sixty', { lecture: 3 }, 60, 'lecture'],
    ['three of sixty-one', { lecture: 3 }, 61, null],
    ['three of a large course', { lecture: 3 }, 400, null],
    ['one in twenty of a large course', { lecture: 20 }, 400, 'lecture'],
    ['one who says otherwise', { lecture: 3, exam: 1 }, 10, 'lecture'],
    ['two who say otherwise', { exam: 2, lecture: 3 }, 10, null],
    ['twice as many as the others', { exam: 2, lecture: 4 }, 10, 'lecture'],
    ['others who are divided', { exam: 2, lecture: 4, reading: 2 }, 10, 'lecture'],
    ['a draw', { exam: 5, lecture: 5 }, 10, null],
  ] as const)('%s', (_name, counts, classmates, agreed) => {
    expect(agreedCategory(choices(counts), classmates)).toBe(agreed);
  });
});
