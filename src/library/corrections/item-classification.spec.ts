import type { Choice } from './agreed-category';
import { itemClassification } from './item-classification';

const VERDICT = {
  category: 'lecture',
  confidence: 0.9,
  reasons: [{ code: 'name_term', he: 'שם', en: 'name' }],
} as const;
const chosen = (category: Choice['category'], students: number, own = false): Choice => ({
  category,
  students,
  own,
});

describe('itemClassification', () => {
  it('is what the classification found where nobody said anything, and where too few did', () => {
    const found = { ...VERDICT, categorySource: 'spike' };
    expect(itemClassification(VERDICT, undefined)).toEqual(found);
    expect(itemClassification(VERDICT, { choices: [chosen('exam', 2)], classmates: null })).toEqual(found);
  });

  it('is what the course agrees on', () => {
    expect(itemClassification(VERDICT, { choices: [chosen('exam', 3)], classmates: 20 })).toEqual({
      category: 'exam',
      confidence: 1,
      reasons: [
        {
          code: 'corrected_by_course',
          he: 'סטודנטים בקורס סיווגו כך',
          en: 'Students of the course sorted it here',
        },
      ],
      categorySource: 'course',
    });
  });

  it('is what the student says, whatever the course agrees on', () => {
    const choices = [chosen('exam', 30), chosen('reading', 1, true)];
    expect(itemClassification(VERDICT, { choices, classmates: 20 })).toEqual({
      category: 'reading',
      confidence: 1,
      reasons: [{ code: 'corrected_by_student', he: 'את/ה סיווגת כך', en: 'You sorted it here' }],
      categorySource: 'student',
    });
  });
});
