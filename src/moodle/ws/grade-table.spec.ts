import { parseGradeTable } from './grade-table';

const LINK = 'https://moodle.example/mod/quiz/view.php?id=652';
/** As Moodle 4.1 sends them, shortened. */
const cells = (level: string, grade: string) => ({
  leader: [],
  weight: {
    class: `${level} itemcenter `,
    content: '6.33 %<br>( Extra credit )',
    headers: 'cat_19_5 row_153_5 weight5',
  },
  grade: { class: `${level} itemcenter  gradepass`, content: grade, headers: 'cat_19_5 row_153_5 grade5' },
  range: { class: `${level} itemcenter `, content: '0&ndash;10', headers: '' },
  percentage: { class: `${level} itemcenter `, content: '85.00 %', headers: '' },
  feedback: {
    class: `${level} feedbacktext`,
    content: '<div class="text_to_html">2 &amp; 3, x &lt; y</div>',
    headers: '',
  },
});
const QUIZ = {
  itemname: {
    class: 'level3 item b1b',
    colspan: 1,
    content: `<div class="item d-flex"><div><span class="d-block text-uppercase small dimmed_text" title="Quiz">Quiz</span><a title="Q&amp;A" class="gradeitemheader " href="${LINK}">Q&amp;A</a></div></div>`,
    id: 'row_153_5',
  },
  ...cells('level3 item b1b', '8.50'),
  parentcategories: [18, 19],
};
const CATEGORY = {
  itemname: {
    class: 'level1 levelodd oddd1 b1b b1t',
    colspan: 7,
    content: 'Course "A" &amp; B',
    id: 'cat_18_5',
  },
  leader: { class: 'level1 levelodd oddd1 b1t b2b b1l', rowspan: 12 },
  parentcategories: [],
};
const TOTAL = {
  itemname: {
    class: 'level1 d1 baggt b2b',
    colspan: 2,
    content:
      '<div class="courseitem d-flex"><div><span class="gradeitemheader " title="Course total">Course total</span></div></div>',
    id: 'row_146_5',
  },
  ...cells('level1 d1 baggt b2b', '-'),
  parentcategories: [18],
};
const answer = (...tabledata: unknown[]) => ({
  tables: [{ courseid: 9, userid: 5, maxdepth: 3, tabledata }],
  warnings: [],
});

describe('parseGradeTable', () => {
  it('reads items as the report itself would tell them, times of grading apart', () => {
    const { value, dropped } = parseGradeTable(answer(CATEGORY, QUIZ, TOTAL, { parentcategories: [18] }));
    expect(dropped).toBe(0);
    expect(value).toEqual([
      {
        id: 153,
        kind: 'activity',
        name: 'Q&A',
        activityType: 'quiz',
        instance: null,
        cmid: 652,
        itemNumber: 0,
        categoryId: 19,
        grade: 8.5,
        shown: '8.50',
        percentage: '85.00 %',
        weight: '6.33 %',
        min: 0,
        max: 10,
        feedback: '2 & 3, x < y',
        gradedAt: null,
        hidden: false,
      },
      expect.objectContaining({
        id: 146,
        kind: 'course',
        name: null,
        grade: null,
        shown: null,
        categoryId: null,
      }),
    ]);
  });

  it.each([
    ['nothing', null],
    ['no table', { tables: [] }],
    ['a table without items', answer(CATEGORY)],
    ['rows that are none', answer(7, null, 'row', { itemname: [] }, [])],
  ])('refuses %s', (_what, given) => {
    expect(() => parseGradeTable(given)).toThrow(
      expect.objectContaining({ code: 'moodle.invalid-response' }),
    );
  });

  it.each([
    ['no row', 7],
    ['a row with an id of another kind', { ...QUIZ, itemname: { ...QUIZ.itemname, id: 'item-153' } }],
  ])('counts %s as left out, so that nothing is taken for gone', (_what, odd) => {
    expect(parseGradeTable(answer(odd, TOTAL))).toMatchObject({ value: [{ id: 146 }], dropped: 1 });
  });

  it('keeps an attribute in its place', () => {
    const hostile = { ...QUIZ, itemname: { ...QUIZ.itemname, class: '"><script>alert(1)</script>' } };
    expect(parseGradeTable(answer(hostile)).value).toHaveLength(1);
  });
});
