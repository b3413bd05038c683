import { classifyCourse } from './classify-course';
import { classifyItem } from './classify-item';
import type { ItemInput } from './item';

const file = (name: string, section: string): ItemInput => ({ modType: 'resource', name, section });

describe('classifyCourse', () => {
  const exams = ['מבחן 2017', 'מבחן 2018', 'מבחן 2019'].map((name) => file(name, 'חומרים'));

  it('lets neighbours decide what an item leaves open', () => {
    const [verdict] = classifyCourse([file('2020', 'חומרים'), ...exams]);
    expect(classifyItem(file('2020', 'חומרים')).category).not.toBe('exam');
    expect(verdict).toMatchObject({ category: 'exam', reasons: [{ code: 'neighbours' }] });
  });

  it('takes a bare solution among exams for one of an exam', () => {
    expect(classifyItem(file('פתרונות', 'חומרים')).category).toBe('assignment_solution');
    expect(classifyCourse([file('פתרונות', 'חומרים'), ...exams])[0]?.category).toBe('exam_solution');
  });

  it('asks only neighbours of the same section and type, and at least three', () => {
    expect(classifyCourse([file('2020', 'אחר'), ...exams])[0]?.category).not.toBe('exam');
    expect(classifyCourse([file('2020', 'חומרים'), ...exams.slice(1)])[0]?.category).not.toBe('exam');
  });

  it('reads a short code in the language of its course', () => {
    const course = ['Cursul 1', 'Cursul 2', 'Subiecte rezolvate', 'Regulament', 'L3_matrice.pdf'].map(
      (name) => file(name, ''),
    );
    expect(classifyCourse(course)[4]?.category).toBe('assignment');
    expect(classifyCourse([file('L3_matrice.pdf', '')])[0]?.category).not.toBe('assignment');
  });

  it('answers in order, one verdict an item', () => {
    const items = [file('הרצאה 1', 'א'), file('תרגול 1', 'א'), file('מבחן', 'ב')];
    expect(classifyCourse(items).map(({ category }) => category)).toEqual(['lecture', 'recitation', 'exam']);
    expect(classifyCourse([])).toEqual([]);
  });
});
