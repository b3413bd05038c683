import { readFileSync } from 'node:fs';
import path from 'node:path';
import { heavyCoursePage } from '../../../../test/fixtures/pages/heavy-course-page';
import { readCoursePage } from './course-page';

const fixture = (name: string): string =>
  readFileSync(path.join(__dirname, '../../../../test/fixtures/pages', name), 'utf8');

describe('a course page of 3.x', () => {
  const { format, sections } = readCoursePage(fixture('course-3x.html'));
  const modules = new Map(
    sections.flatMap((section) => section.modules).map((module) => [module.cmid, module]),
  );

  it('has its sections, named and numbered by their headings', () => {
    expect(format).toBe('topics');
    expect(
      sections.map(({ id, number, name, summary, hidden, elsewhere }) => [
        id,
        number,
        name,
        summary,
        hidden,
        elsewhere,
      ]),
    ).toEqual([
      [31, 0, 'כללי', 'ברוכים הבאים', false, false],
      [32, 1, 'שבוע 1 & פתיחה', null, false, false],
      [33, 2, 'שבוע 2', null, true, false],
      [34, 3, 'שבוע 3', null, false, true],
    ]);
  });

  it('names activities without the word that is glued to them', () => {
    expect([...modules.values()].map(({ cmid, type, name }) => [cmid, type, name])).toEqual([
      [201, 'forum', 'הודעות'],
      [202, 'resource', 'מצגת פתיחה'],
      [203, 'assign', 'תרגיל סגור'],
      [204, 'label', null],
      [205, 'folder', null],
    ]);
  });

  it('says what is open, indented, ticked by hand, described, and in a folder', () => {
    expect(modules.get(202)).toMatchObject({
      url: 'https://moodle.example/mod/resource/view.php?id=202',
      indent: 2,
      completion: { automatic: false },
      restrictionReason: null,
    });
    expect(modules.get(203)).toMatchObject({ url: null, restrictionReason: 'לא זמין עד 1 בדצמבר 2026' });
    expect(modules.get(204)).toMatchObject({ description: 'שימו לב' });
    expect(modules.get(205)).toMatchObject({
      description: 'קבצי עזר',
      files: [{ name: 'a b.pdf', path: '/שבוע 1/' }],
    });
  });
});

describe('a course page of 4.x', () => {
  const item = (inside: string): string =>
    `<ul><li id="section-1" class="section" data-for="section" data-id="9" data-number="1" data-sectionname="א">
      <ul><li class="activity modtype_quiz" id="module-5" data-for="cmitem" data-id="5">
        <a class="aalink" href="https://m.example/mod/quiz/view.php?id=5"><span class="instancename">בוחן</span></a>${inside}</li></ul></li></ul>`;
  const only = (inside: string) => readCoursePage(item(inside)).sections[0]?.modules[0];

  it('gives every section and activity of a heavy one', () => {
    const { sections } = readCoursePage(heavyCoursePage({ bytes: 300_000 }));
    expect([sections.length, sections.flatMap(({ modules }) => modules).length]).toEqual([15, 290]);
    expect(sections[3]).toMatchObject({ id: 103, number: 3, name: 'שבוע 3', summary: 'מה לומדים בשבוע 3' });
    expect(sections[0]?.modules[0]).toMatchObject({ cmid: 1, type: 'url', name: 'פריט 1' });
  });

  it('takes the whole of a reason that stands there cut short and whole', () => {
    const reason = only(`<div class="availabilityinfo isrestricted" data-region="availabilityinfo">
      <div class="collapsed-content">זמין רק אם ...</div><div class="expanded-content">זמין רק אם הכול</div></div>`);
    expect(reason?.restrictionReason).toBe('זמין רק אם הכול');
  });

  it('reads dates by line, and conditions with what is met', () => {
    const read =
      only(`<div data-region="activity-dates"><div><strong>נפתח:</strong> יום א, 1 בנובמבר 2026, 10:00</div></div>
      <div data-region="completionrequirements"><span class="badge-success" role="listitem"><strong>בוצע:</strong> <span>צפייה</span></span>
      <span role="listitem"><strong>נדרש:</strong> <span>ציון</span></span></div>`);
    expect(read?.dates).toEqual([{ label: 'נפתח:', date: 'יום א, 1 בנובמבר 2026, 10:00' }]);
    expect(read?.completion).toEqual({
      automatic: true,
      complete: false,
      conditions: [
        { label: 'צפייה', met: true },
        { label: 'ציון', met: false },
      ],
    });
  });

  it('puts what is in a subsection into the subsection', () => {
    const page = readCoursePage(
      item(`<ul><li id="section-2" class="section" data-for="section" data-id="10" data-number="2" data-sectionname="תת">
        <ul><li class="activity modtype_url" id="module-6" data-for="cmitem" data-id="6"><span class="instancename">בפנים</span></li></ul></li></ul>`),
    );
    expect(page.sections.map(({ id, modules }) => [id, modules.map(({ cmid }) => cmid)])).toEqual([
      [9, [5]],
      [10, [6]],
    ]);
    expect(page.sections[0]?.modules[0]?.subsectionId).toBe(10);
  });

  it.each(['', '<html><body><h1>הקורס</h1></body></html>', '<li class="section">no id</li>'])(
    'is no empty course where it shows no section: %j',
    (html) => {
      expect(() => readCoursePage(html)).toThrow(
        expect.objectContaining({ code: 'moodle.invalid-response' }),
      );
    },
  );

  it('may show the discussions of a social course in place of sections', () => {
    const html =
      '<html><body class="path-course format-social"><div class="forumpost">שלום</div></body></html>';
    expect(readCoursePage(html)).toEqual({ format: 'social', sections: [], whole: true });
  });
});
