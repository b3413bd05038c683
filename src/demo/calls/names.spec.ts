import { asFileName, formatName, labelName, rawUrlEncode } from './names';

const plain = { filter: false, raw: false, lang: 'he' } as const;
const COURSE =
  '<span lang="he" class="multilang">כתיבה אקדמית</span><span lang="en" class="multilang">Academic Writing</span>';

describe('formatName', () => {
  it.each([
    ['Signals & Systems <אותות ומערכות>', 'Signals &amp; Systems '],
    ['x < y', 'x < y'],
    ['תשפ"ז', 'תשפ"ז'],
    ['a &amp; b', 'a &amp; b'],
    [COURSE, 'כתיבה אקדמיתAcademic Writing'],
  ])('%s', (raw, expected) => {
    expect(formatName(raw, plain)).toBe(expected);
  });

  it('picks a language when filters are asked for', () => {
    expect(formatName(COURSE, { ...plain, filter: true })).toBe('כתיבה אקדמית');
    expect(formatName(COURSE, { ...plain, filter: true, lang: 'en' })).toBe('Academic Writing');
  });

  it('touches nothing when raw is asked for', () => {
    expect(formatName('A & <b>', { ...plain, raw: true })).toBe('A & <b>');
  });
});

it('names a label by its text, glued and cut', () => {
  expect(labelName('<h4>שימו לב!</h4><p>כל העדכונים</p>')).toBe('שימו לב!כל העדכונים');
  expect(labelName('א'.repeat(60))).toBe(`${'א'.repeat(50)}...`);
});

it('drops from file names what Moodle drops', () => {
  expect(asFileName('מבחן תשפ"ה: חלק א/ב &amp;')).toBe('מבחן תשפה חלק אב amp;');
});

it('encodes addresses like PHP', () => {
  expect(rawUrlEncode("a b'(1)!*")).toBe('a%20b%27%281%29%21%2A');
});
