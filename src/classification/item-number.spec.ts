import { classifyItem } from './classify-item';

describe('itemNumber', () => {
  it.each([
    ['הרצאה 5', { kind: 'lecture', value: 5 }],
    ['Lecture 6.1 - trees', { kind: 'lecture', value: 6.1 }],
    ['ex. 2a', { kind: 'assignment', value: 2, part: 'a' }],
    ['2023 PH2040 Lec 7', { kind: 'lecture', value: 7 }],
    ['Week 3 quiz', { kind: 'week', value: 3 }],
    ['שבוע 3 - תרגיל 4', { kind: 'assignment', value: 4 }],
    ['פתרון גיליון 8', { kind: 'assignment', value: 8 }],
    ['מבחן 2021', null],
    ['Chapter 3.pdf', { kind: 'chapter', value: 3 }],
    ['07 sorting.pdf', { kind: 'item', value: 7 }],
    ['סיכום', null],
  ])('%s', (name, number) => {
    expect(classifyItem({ modType: 'resource', name }).number).toEqual(number);
  });
});
