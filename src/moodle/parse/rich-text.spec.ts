import { formattedName, htmlToText, nameToText, richText } from './rich-text';

describe('htmlToText', () => {
  it.each([
    ['plain text', 'ברוכים הבאים', 'ברוכים הבאים'],
    ['paragraphs', '<p dir="rtl">ראשון</p><p>שני</p>', 'ראשון\n\nשני'],
    ['line breaks', 'א<br>ב<br />ג', 'א\nב\nג'],
    ['lists', '<p>חומר:</p><ul><li>פרק 1</li>\n  <li><p>פרק 2</p></li></ul>', 'חומר:\n\n• פרק 1\n• פרק 2'],
    ['a definition list', '<dl><dt>מרצה</dt><dd>ד"ר כהן</dd></dl>', 'מרצה\nד"ר כהן'],
    [
      'tables',
      '<table><tr><td>יום א</td><td>10:00</td></tr><tr><td>יום ב</td></tr></table>',
      'יום א 10:00\nיום ב',
    ],
    ['entities, once', 'R&amp;D &lt;b&gt; &amp;amp; &#8362;5&nbsp;/&nbsp;10', 'R&D <b> &amp; ₪5 / 10'],
    ['links by their text', '<a href="https://example.test/?a=1">לוח ההודעות</a>!', 'לוח ההודעות!'],
    ['inline markup without gaps', 'מב<b>ו</b>א <em>ל</em>סטטיסטיקה', 'מבוא לסטטיסטיקה'],
    ['source line breaks as spaces', '<p>one\n   two</p>', 'one two'],
    [
      'no scripts, styles or images',
      'x<script>alert(1)</script><style>p{}</style><img src="a" alt="b">y',
      'xy',
    ],
    ['no comments', 'a<!-- secret -->b', 'ab'],
    [
      'the text inside a video player',
      '<video><source src="v.mp4"><a href="v.mp4">הרצאה 1</a></video>',
      'הרצאה 1',
    ],
    ['broken markup', '<p>open <b>bold <i>both</p> <div', 'open bold both'],
    ['nothing', '<p></p><br><img src="x">', ''],
  ])('reads %s', (_, html, expected) => expect(htmlToText(html)).toBe(expected));

  it('stays within time on deep and long markup', () => {
    expect(htmlToText('<div>'.repeat(20_000) + 'סוף')).toBe('סוף');
    expect(htmlToText('א '.repeat(200_000))).toHaveLength(399_999);
  });
});

describe('nameToText', () => {
  it.each([
    ['Signals &amp; Systems ', 'Signals & Systems'],
    ['תשפ"ז', 'תשפ"ז'],
    ['&lt;div&gt; ב-HTML', '<div> ב-HTML'],
    ['once: &amp;lt;', 'once: &lt;'],
    ['<span lang="he" class="multilang">כתיבה</span> אקדמית', 'כתיבה אקדמית'],
    ['  two\n lines\t', 'two lines'],
    ['3 &lt; 5', '3 < 5'],
    ['AT&T', 'AT&T'],
    ['x&times y', 'x&times y'],
  ])('%j → %j', (name, expected) => expect(nameToText(name)).toBe(expected));
});

describe('schemas', () => {
  it('answer null for what is no text or nothing to read', () => {
    expect([null, undefined, 5, [], '', '<p></p>'].map((value) => richText.parse(value))).toEqual(
      Array(6).fill(null),
    );
    expect([null, undefined, {}, ' ', '<b></b>'].map((value) => formattedName.parse(value))).toEqual(
      Array(5).fill(null),
    );
  });
});
