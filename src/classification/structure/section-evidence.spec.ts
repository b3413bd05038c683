import { readSection } from './section-evidence';

const read = (path: string) => readSection(path, () => null).evidence.map(({ target }) => target);

describe('readSection', () => {
  it('weighs the nearest folder more than those above it', () => {
    const [far, near] = readSection('Exams/Homework', () => null).evidence;
    expect(far?.target).toBe('exam');
    expect(near?.target).toBe('assignment');
    expect(near?.weight).toBeGreaterThan(far?.weight ?? 0);
  });

  it('weighs a numbered section less', () => {
    const weight = (path: string): number => readSection(path, () => null).evidence[0]?.weight ?? 0;
    expect(weight('Lecture 5')).toBeLessThan(weight('Lectures'));
  });

  it('takes a folder of solutions as such, but not one that holds both', () => {
    expect(read('Homework solutions')).toContain('solution');
    for (const mixed of [
      'Homework and solutions',
      'Homework & solutions',
      'תרגילים ופתרונות',
      'Aufgaben und Lösungen',
    ]) {
      expect([mixed, read(mixed).includes('solution')]).toEqual([mixed, false]);
    }
  });

  it('hears a denial', () => {
    expect(read('מבחנים ללא פתרונות')).toEqual(['exam']);
  });

  it('is bounded', () => {
    expect(read('Homework/'.repeat(500)).length).toBeLessThanOrEqual(4);
  });
});
