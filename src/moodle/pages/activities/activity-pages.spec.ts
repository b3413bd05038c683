import { readAssignPage } from './assign-page';
import { readBookPrint } from './book-print';
import { fileAt } from './file-address';
import { readForumPage } from './forum-page';
import { readGradeOverview, readGradeReport } from './grade-report';
import { attachedTo, readPageContent } from './page-content';

describe('an address of a file', () => {
  it.each([
    ['https://m.example/pluginfile.php/50/mod_resource/content/0/a%20b.pdf', '/', 'a b.pdf'],
    [
      'https://m.example/x/pluginfile.php/50/mod_folder/content/3/%D7%90/b/c.zip?forcedownload=1',
      '/א/b/',
      'c.zip',
    ],
    ['https://m.example/pluginfile.php/50/mod_label/intro/logo.png', '/', 'logo.png'],
    ['https://m.example/pluginfile.php/50/mod_resource/content/0/100%.pdf', '/', '100%.pdf'],
  ])('%s', (address, path, name) => {
    expect(fileAt(address)).toMatchObject({ contextId: 50, path, name });
  });

  it.each([
    '',
    'javascript:alert(1)',
    'https://m.example/my/',
    'https://m.example/pluginfile.php/x/y/z/0/a.pdf',
    'https://m.example/pluginfile.php/50/a',
  ])('is none: %j', (address) => {
    expect(fileAt(address)).toBeNull();
  });
});

describe('an assignment', () => {
  const table = (rows: string): string =>
    `<html lang="he"><body><div id="intro"><p>הגישו <b>קובץ</b></p></div>
      <div class="submissionsummarytable"><table><tbody>${rows}</tbody></table></div></body></html>`;
  const row = (label: string, classes: string, text: string): string =>
    `<tr><th>${label}</th><td class="${classes}">${text}</td></tr>`;

  it.each([
    ['submissionstatussubmitted', 'submitted'],
    ['submissionstatusdraft', 'draft'],
    ['submissionstatusreopened', 'reopened'],
    ['submissionstatusnew', 'none'],
    ['', 'none'],
  ])('stands as its cell says by class: %j', (classes, status) => {
    expect(readAssignPage(table(row('מצב', classes, 'מילים')))).toMatchObject({
      status,
      intro: 'הגישו קובץ',
    });
  });

  it('is graded by its own table, and not by that of an attempt before', () => {
    const past =
      '<div class="attempthistory"><div class="feedback"><table><tr><th>ציון</th><td>40.00 / 100.00</td></tr></table></div></div>';
    const open = table(row('בדיקה', 'submissionnotgraded', 'טרם'));
    expect(readAssignPage(open + past)).toMatchObject({ graded: false, grade: null });
    const given =
      '<div class="feedback"><table><tr><th>ציון</th><td>92.50&nbsp;/&nbsp;100.00</td></tr></table></div>';
    expect(readAssignPage(table(row('בדיקה', 'submissiongraded', 'נבדק')) + given)).toMatchObject({
      graded: true,
      grade: '92.50 / 100.00',
    });
  });

  it('is none on a page that shows none', () => {
    expect(readAssignPage('<html><body><p>שגיאה</p></body></html>')).toBeNull();
  });
});

describe('a grade report', () => {
  const html = `<table class="user-grade"><tbody>
    <tr><th class="level1 category column-itemname" id="cat_1_3">קורס</th></tr>
    <tr><th class="level2 column-itemname" id="row_8_3"><span class="dimmed_text">מטלה</span><div class="rowtitle"><a class="gradeitemheader" href="https://m.example/mod/assign/view.php?id=119">תרגיל 1</a></div></th>
      <td class="column-weight">10.00 %<br>( ריק )</td><td class="column-grade">92,50</td><td class="column-range">0–100</td><td class="column-percentage">92.50 %</td><td class="column-feedback"><p>יפה</p></td></tr>
    <tr><th class="level2 column-itemname" id="row_9_3"><div class="rowtitle"><span class="gradeitemheader">השתתפות</span></div></th><td class="column-grade">-</td></tr>
    <tr><th class="level1 baggt column-itemname" id="row_1_3"><span class="gradeitemheader">סך הכול</span></th><td class="column-grade">A+</td></tr>
  </tbody></table>`;

  it('gives items, what they are, and their grades as numbers where they are numbers', () => {
    expect(readGradeReport(html)).toMatchObject([
      {
        id: 8,
        kind: 'activity',
        name: 'תרגיל 1',
        activityType: 'assign',
        cmid: 119,
        grade: 92.5,
        shown: '92,50',
        weight: '10.00 %',
        min: 0,
        max: 100,
        feedback: 'יפה',
        categoryId: 1,
      },
      { id: 9, kind: 'manual', name: 'השתתפות', grade: null, shown: null, cmid: null },
      { id: 1, kind: 'course', name: null, grade: null, shown: 'A+' },
    ]);
  });

  it.each([
    ['', '-', false],
    ['dimmed_text', '-', true],
    ['datesubmitted', 'הוגש ב־23/11/26', true],
  ])('says by the class %j of a grade whether it is held back', (name, text, hidden) => {
    const cell = `<td class="level2 column-grade ${name}">${text}</td>`;
    const row = `<tr><th class="level2 column-itemname" id="row_39_4"><div class="rowtitle">ציון סופי</div></th>${cell}</tr>`;
    expect(readGradeReport(`<table class="user-grade"><tbody>${row}</tbody></table>`)).toMatchObject([
      { id: 39, grade: null, shown: null, hidden },
    ]);
  });

  it('is none where there is no table', () => {
    expect([readGradeReport('<p>אין</p>'), readGradeOverview('<p>אין</p>')]).toEqual([null, null]);
  });

  it('has a total of each course', () => {
    const overview = `<table id="overview-grade"><tbody>
      <tr><td class="c0"><a href="https://m.example/course/user.php?mode=grade&amp;id=5&amp;user=3">א</a></td><td class="c1">97.00</td></tr>
      <tr><td class="c0"><a href="https://m.example/course/user.php?mode=grade&amp;id=6&amp;user=3">ב</a></td><td class="c1">-</td></tr>
      <tr><td colspan="2">ריק</td></tr></tbody></table>`;
    expect(readGradeOverview(overview)).toEqual([
      { id: 5, shown: '97.00', raw: null },
      { id: 6, shown: null, raw: null },
    ]);
  });
});

it('reads a printed book: chapters by id, without their numbers, sub-chapters below', () => {
  const html = `<div class="book_toc_numbered"><ul><li><a href="#ch1">1. פתיחה</a><ul><li><a href="#ch2">1.1. המשך</a></li></ul></li>
    <li><a href="#ch4">2. 1984</a></li><li><a href="https://example.org/#ch9">קישור</a></li></ul></div>`;
  expect(readBookPrint(html)).toEqual([
    { id: 1, title: 'פתיחה', level: 0 },
    { id: 2, title: 'המשך', level: 1 },
    { id: 4, title: '1984', level: 0 },
  ]);
});

it('reads the text of a page, and the files that it shows', () => {
  const html = `<body class="context-88"><div role="main"><div class="generalbox"><div class="no-overflow"><p>טקסט</p>
    <img src="https://m.example/pluginfile.php/88/mod_page/content/1/a.png"><img src="https://m.example/pluginfile.php/88/mod_page/content/1/a.png"></div></div></div></body>`;
  expect(readPageContent(html)).toEqual({ contextId: 88, text: 'טקסט' });
  expect(attachedTo(html)).toEqual(['https://m.example/pluginfile.php/88/mod_page/content/1/a.png']);
});

it('reads the discussions of a forum', () => {
  const html = `<table><tr class="discussion pinned" data-region="discussion-list-item" data-discussionid="4">
    <th><a href="https://m.example/mod/forum/discuss.php?d=4" title="t">דחיית מועד</a></th>
    <td class="author"><div class="author-info"><div>ד"ר כהן</div><time id="time-created-4" data-timestamp="100"></time></div></td>
    <td><time id="time-modified-4" data-timestamp="200"></time></td><td class="text-center"><span>3</span></td></tr></table>`;
  expect(readForumPage(html)).toEqual({
    open: false,
    more: false,
    discussions: [
      {
        id: 4,
        subject: 'דחיית מועד',
        author: 'ד"ר כהן',
        createdAt: 100,
        modifiedAt: 200,
        pinned: true,
        replies: 3,
      },
    ],
  });
  expect(readForumPage('<a href="https://m.example/mod/forum/post.php?forum=2">חדש</a>').open).toBe(true);
});
