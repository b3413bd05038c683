import { AppError } from '../../errors';
import { parseContents } from './contents';

const BASE = 'https://moodle.example.test';
const file = (over: object = {}) => ({
  type: 'file',
  filename: 'הרצאה 01.pdf',
  filepath: '/',
  filesize: 26748,
  fileurl: `${BASE}/webservice/pluginfile.php/116/mod_resource/content/0/a.pdf?forcedownload=1`,
  timecreated: 1795000000,
  timemodified: 1795000100,
  sortorder: 1,
  mimetype: 'application/pdf',
  author: 'ד"ר כהן',
  license: 'allrightsreserved',
  ...over,
});
const resource = (over: object = {}) => ({
  id: 50,
  url: `${BASE}/mod/resource/view.php?id=50`,
  name: 'Sorting &amp; Searching',
  instance: 1,
  visible: 1,
  uservisible: true,
  visibleoncoursepage: 1,
  modname: 'resource',
  indent: 0,
  customdata: '"\\"\\""',
  dates: [],
  contents: [file()],
  contentsinfo: { filescount: 1, lastmodified: 1795000100, mimetypes: ['application/pdf'] },
  ...over,
});
const section = (over: object = {}) => ({
  id: 8,
  name: '7. ירושה',
  visible: 1,
  summary: '<p>שלום</p>',
  section: 7,
  uservisible: true,
  component: null,
  modules: [resource()],
  ...over,
});
/** The only module of a section that holds `row`. */
const moduleOf = (row: object) => parseContents([section({ modules: [row] })]).value[0]?.modules[0];

describe('parseContents', () => {
  it('reads sections, modules and files', () => {
    expect(parseContents([section()])).toEqual({
      dropped: 0,
      firstFault: null,
      value: [
        {
          id: 8,
          name: '7. ירושה',
          position: 7,
          summary: 'שלום',
          restricted: false,
          restrictionReason: null,
          modules: [
            {
              cmid: 50,
              type: 'resource',
              instance: 1,
              name: 'Sorting & Searching',
              description: null,
              url: `${BASE}/mod/resource/view.php?id=50`,
              externalUrl: null,
              files: [
                {
                  name: 'הרצאה 01.pdf',
                  path: '/',
                  size: 26748,
                  url: `${BASE}/webservice/pluginfile.php/116/mod_resource/content/0/a.pdf?forcedownload=1`,
                  mimeType: 'application/pdf',
                  createdAt: 1795000000,
                  modifiedAt: 1795000100,
                  author: 'ד"ר כהן',
                  sortOrder: 1,
                },
              ],
              dates: [],
              restricted: false,
              restrictionReason: null,
              stealth: false,
              indent: 0,
              subsectionId: null,
              chapters: [],
              completion: null,
              modifiedAt: 1795000100,
            },
          ],
        },
      ],
    });
  });

  it('gives a url module its target and no file', () => {
    const target = 'https://bgu.zoom.example/j/8?pwd=Q.1';
    const found = moduleOf(
      resource({
        modname: 'url',
        contents: [file({ type: 'url', filepath: null, fileurl: target, sortorder: null })],
      }),
    );
    expect(found).toMatchObject({ externalUrl: target, files: [] });
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', ' JaVaScRiPt:alert(1)', 'not an address'])(
    'does not pass on %j as a link',
    (fileurl) => {
      expect(
        moduleOf(resource({ modname: 'url', contents: [{ type: 'url', fileurl }] }))?.externalUrl,
      ).toBeNull();
      expect(moduleOf(resource({ url: fileurl }))?.url).toBeNull();
    },
  );

  it('keeps pages and chapters as files of size 0, and no table of contents', () => {
    const structure = file({ type: 'content', filename: 'structure', fileurl: null, content: '[]' });
    const chapter = file({
      filename: 'index.html',
      filepath: '/1/',
      filesize: 0,
      timecreated: null,
      mimetype: undefined,
    });
    const parsed = parseContents([
      section({ modules: [resource({ modname: 'book', contents: [structure, chapter] })] }),
    ]);
    expect(parsed.dropped).toBe(0);
    expect(parsed.value[0]?.modules[0]?.files).toEqual([
      expect.objectContaining({ name: 'index.html', path: '/1/', size: 0, createdAt: null, mimeType: null }),
    ]);
  });

  it('says what a restricted module waits for', () => {
    const found = moduleOf(
      resource({
        uservisible: false,
        availabilityinfo: 'זמין החל מ <strong>3/12/2026</strong>',
        contents: undefined,
      }),
    );
    expect(found).toMatchObject({ restricted: true, restrictionReason: 'זמין החל מ 3/12/2026', files: [] });
  });

  it('tells a restricted section, a hidden-on-page module and a subsection', () => {
    const { value } = parseContents([
      section({
        uservisible: false,
        availabilityinfo: '<b>בקרוב</b>',
        modules: [
          resource({ id: 1, visibleoncoursepage: 0 }),
          resource({ id: 2, modname: 'subsection', url: undefined, customdata: '{"sectionid":"369"}' }),
          resource({ id: 3, modname: 'subsection', customdata: '{"sectionid"' }),
        ],
      }),
    ]);
    expect(value[0]).toMatchObject({ restricted: true, restrictionReason: 'בקרוב' });
    expect(
      value[0]?.modules.map(({ stealth, subsectionId, url }) => [stealth, subsectionId, url !== null]),
    ).toEqual([
      [true, null, true],
      [false, 369, false],
      [false, null, true],
    ]);
  });

  it('reads dates by their id, leaving out those that are not set', () => {
    const found = moduleOf(
      resource({
        dates: [
          { label: 'נפתח:', timestamp: 1795003162, dataid: 'timeopen' },
          { label: 'מסתיים:', timestamp: '1795867162', dataid: 'timeclose' },
          { label: 'אין:', timestamp: 0, dataid: 'duedate' },
        ],
      }),
    );
    expect(found?.dates).toEqual([
      { id: 'timeopen', label: 'נפתח:', at: 1795003162 },
      { id: 'timeclose', label: 'מסתיים:', at: 1795867162 },
    ]);
  });

  it('brings out every module that has an id, whatever else is missing or of an odd type', () => {
    const rows = [
      { id: 1 },
      { id: '2', modname: 'attendance', name: null, uservisible: null, contents: null, dates: null },
      { id: 3, modname: 'label', name: 'שימו לב', description: '<h4>שימו</h4><p>לב</p>', contentsinfo: 'x' },
      { id: 4, name: 5, indent: 'a', customdata: {}, contents: 'none', dates: {} },
    ];
    const parsed = parseContents([{ id: 1, modules: rows }]);
    expect(parsed.dropped).toBe(0);
    expect(parsed.value[0]?.modules.map(({ cmid, type }) => [cmid, type])).toEqual([
      [1, 'unknown'],
      [2, 'attendance'],
      [3, 'label'],
      [4, 'unknown'],
    ]);
    expect(parsed.value[0]?.modules[2]?.description).toBe('שימו\n\nלב');
    expect(parsed.value[0]?.modules[0]).toMatchObject({
      name: '',
      restricted: false,
      stealth: false,
      modifiedAt: null,
    });
  });

  it('leaves out a bad module, file or date alone, and counts it', () => {
    const parsed = parseContents([
      section({
        modules: [
          { name: 'no id' },
          null,
          resource({
            contents: [file({ fileurl: null }), file({ filename: 'b.pdf' })],
            dates: [{ timestamp: 'x' }],
          }),
        ],
      }),
      'no section',
      section({ id: 9, modules: null }),
    ]);
    expect(parsed.dropped).toBe(5);
    expect(parsed.value.map(({ id, modules }) => [id, modules.length])).toEqual([
      [8, 1],
      [9, 0],
    ]);
    expect(parsed.value[0]?.modules[0]?.files.map(({ name }) => name)).toEqual(['b.pdf']);
    expect(parsed.firstFault).toMatch(/^sections\.1/);
  });

  it('reads a list that PHP sent as an object', () => {
    const { value } = parseContents([
      section({ modules: { 0: resource({ id: 1 }), 2: resource({ id: 3 }) } }),
    ]);
    expect(value[0]?.modules.map(({ cmid }) => cmid)).toEqual([1, 3]);
  });

  it('takes the newest file where Moodle gives no figure of its own', () => {
    const contents = [file({ timemodified: 10 }), file({ timemodified: 30 }), file({ timemodified: 0 })];
    expect(moduleOf(resource({ contentsinfo: undefined, contents }))?.modifiedAt).toBe(30);
  });

  it('takes null for an empty course, and refuses what is no list', () => {
    expect(parseContents(null).value).toEqual([]);
    for (const reply of [{}, 'text', 5]) expect(() => parseContents(reply)).toThrow(AppError);
  });

  it('reads the chapters of a book, and what is done', () => {
    const book = resource({
      modname: 'book',
      completiondata: { state: 1, timecompleted: 5, isautomatic: false },
      contents: [
        { type: 'content', content: '[{"title":"א","href":"1/index.html"}]', fileurl: null },
        { type: 'file', filename: 'index.html', filepath: '/1/', fileurl: 'http://m/1/index.html' },
      ],
    });
    expect(parseContents([section({ modules: [book] })]).value[0]?.modules).toMatchObject([
      {
        chapters: [{ title: 'א', url: 'http://m/1/index.html' }],
        completion: { state: 'complete', automatic: false, completedAt: 5 },
      },
    ]);
  });
});
