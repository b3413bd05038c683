import { outlineCourse } from './course-content';
import type { CoursePage, PageModule, PageSection } from './course-page';
import { parseCourseState } from './course-state';

const state = (more: object = {}): ReturnType<typeof parseCourseState>['value'] =>
  parseCourseState(
    JSON.stringify({
      course: { sectionlist: ['11', '10'] },
      section: [
        { id: '10', number: 1, title: 'ב &amp; ג', cmlist: ['5', '6'], visible: true },
        { id: '11', number: 0, title: 'א', cmlist: [], visible: true, hasrestrictions: true },
      ],
      cm: [
        { id: '5', module: 'quiz', name: 'בוחן &lt;1&gt;', uservisible: false, completionstate: 1 },
        { id: '6', module: 'label', name: 'טקסט', uservisible: true },
      ],
      ...more,
    }),
  ).value;
const activity = (cmid: number, more: Partial<PageModule> = {}): PageModule => ({
  cmid,
  type: 'quiz',
  name: 'x',
  url: null,
  description: null,
  restrictionReason: null,
  indent: 0,
  completion: null,
  dates: [],
  files: null,
  subsectionId: null,
  ...more,
});
const section = (
  id: number | null,
  number: number,
  modules: PageModule[],
  more: Partial<PageSection> = {},
): PageSection => ({
  id,
  number,
  name: `${number}`,
  summary: null,
  hidden: false,
  restrictionReason: null,
  elsewhere: false,
  modules,
  ...more,
});
const page = (...sections: PageSection[]): CoursePage => ({ format: 'topics', sections, whole: true });

it('takes what there is from the tree, and the rest from the page', () => {
  const shown = page(
    section(10, 1, [activity(5, { restrictionReason: 'סגור', name: 'מהדף' })], { summary: 'סיכום' }),
    section(11, 0, [], { restrictionReason: 'מחר' }),
  );
  expect(outlineCourse({ baseUrl: 'https://m.example', state: state(), page: shown })).toMatchObject([
    { id: 11, name: 'א', restricted: true, restrictionReason: 'מחר', modules: [] },
    {
      id: 10,
      name: 'ב & ג',
      summary: 'סיכום',
      restricted: false,
      modules: [
        {
          cmid: 5,
          name: 'בוחן <1>',
          open: false,
          completion: { state: 'complete' },
          shown: { restrictionReason: 'סגור' },
        },
        { cmid: 6, open: true, completion: null, shown: null },
      ],
    },
  ]);
});

it('gives all activities of a course that shows one section a page', () => {
  const outlined = outlineCourse({
    baseUrl: 'https://m.example',
    state: state(),
    page: page(section(10, 1, [])),
  });
  expect(outlined.flatMap(({ modules }) => modules.map(({ cmid }) => cmid))).toEqual([5, 6]);
});

it('goes by the page alone where the site has no trees', () => {
  const shown = page(
    section(null, 2, [
      activity(8, { url: 'https://m.example/mod/quiz/view.php?id=8' }),
      activity(9, { type: 'label' }),
    ]),
    section(null, 1, [activity(7, { restrictionReason: 'סגור' })]),
  );
  const outlined = outlineCourse({ baseUrl: 'https://m.example', state: null, page: shown });
  expect(outlined.map(({ id, position }) => [id, position])).toEqual([
    [1, 1],
    [2, 2],
  ]);
  expect(outlined.flatMap(({ modules }) => modules.map(({ cmid, open, url }) => [cmid, open, url]))).toEqual([
    [7, false, 'https://m.example/mod/quiz/view.php?id=7'],
    [8, true, 'https://m.example/mod/quiz/view.php?id=8'],
    [9, true, null],
  ]);
});

it('says when something of the tree was left out, and rejects what is none', () => {
  const broken = parseCourseState({
    course: { sectionlist: [] },
    section: [{ number: 1 }, { id: 3, number: 0 }],
    cm: [],
  });
  expect([broken.value.map(({ id }) => id), broken.dropped]).toEqual([[3], 1]);
  for (const data of [null, '', '{', 'null', '[]'])
    expect(() => parseCourseState(data)).toThrow(
      expect.objectContaining({ code: 'moodle.invalid-response' }),
    );
});
