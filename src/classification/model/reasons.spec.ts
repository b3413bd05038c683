import type { Evidence } from './evidence';
import { reasonsFor } from './reasons';

const evidence: Evidence[] = [
  { source: 'section', target: 'exam', weight: 2, shown: 'בחינות' },
  { source: 'name', target: 'exam', weight: 3, shown: 'מבחן' },
  { source: 'name', target: 'solution', weight: 1, shown: 'פתרון' },
  { source: 'module', target: 'link_or_tool', weight: 4, shown: 'קישור|link' },
];

describe('reasonsFor', () => {
  it('tells a student why, strongest first, in both languages', () => {
    expect(reasonsFor('exam_solution', evidence)).toEqual([
      { code: 'solution_term', he: 'השם מכיל ״פתרון״', en: 'The name contains “פתרון”' },
      { code: 'name_term', he: 'השם מכיל ״מבחן״', en: 'The name contains “מבחן”' },
      { code: 'section_term', he: 'נמצא תחת ״בחינות״', en: 'It stands under “בחינות”' },
    ]);
  });

  it('names the module type in each language', () => {
    expect(reasonsFor('link_or_tool', evidence)).toEqual([
      { code: 'module_type', he: 'סוג הפריט במודל: קישור', en: 'Its type in Moodle: link' },
    ]);
  });

  it('says so when there was no sign, and repeats nothing', () => {
    expect(reasonsFor('other', evidence)).toMatchObject([{ code: 'nothing_known' }]);
    const twice = [...evidence, ...evidence];
    expect(reasonsFor('exam', twice)).toHaveLength(2);
  });
});
