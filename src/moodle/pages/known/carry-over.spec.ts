import type {
  MoodleActivity,
  MoodleAssignment,
  MoodleCourse,
  MoodleFile,
  MoodleGradeItem,
  MoodleQuiz,
} from '../../words';
import {
  carriedActivity,
  carriedAssignment,
  carriedCourse,
  carriedFiles,
  carriedGrade,
  carriedQuiz,
  exactly,
} from './carry-over';

const file = (name: string, facts: Partial<MoodleFile> = {}): MoodleFile => ({
  name,
  path: '/',
  url: `https://m.example/pluginfile.php/7/mod_resource/content/1/${name}`,
  size: 100,
  mimeType: 'application/pdf',
  createdAt: null,
  modifiedAt: 1_000_000,
  author: null,
  sortOrder: 0,
  ...facts,
});
const activity = (facts: Partial<MoodleActivity> = {}): MoodleActivity => ({
  cmid: 1,
  type: 'resource',
  instance: 1,
  name: 'סילבוס',
  description: null,
  url: null,
  externalUrl: null,
  files: [],
  dates: [],
  restricted: false,
  restrictionReason: null,
  stealth: false,
  indent: 0,
  subsectionId: null,
  chapters: [],
  completion: null,
  modifiedAt: null,
  ...facts,
});

describe('moments', () => {
  it.each([
    [1_200, 1_234, 1_234],
    [1_200, 1_261, 1_200],
    [1_230, 1_234, 1_230],
    [null, 1_234, null],
    [1_200, null, 1_200],
  ])('%p, known as %p, is %p', (shown, known, exact) => expect(exactly(shown, known)).toBe(exact));
});

describe('files', () => {
  const known = [
    file('b.pdf', {
      url: 'https://m.example/webservice/pluginfile.php/7/mod_resource/content/1/b.pdf?forcedownload=1',
      createdAt: 900_000,
      author: 'רות טל',
      sortOrder: 1,
    }),
    file('a.pdf'),
  ];

  it('keep who made them and when, their address and their order', () => {
    const carried = carriedFiles([file('c.pdf'), file('a.pdf'), file('b.pdf')], known);
    expect(carried.map(({ name }) => name)).toEqual(['b.pdf', 'a.pdf', 'c.pdf']);
    expect(carried[0]).toEqual({ ...known[0], sortOrder: 0 });
  });

  it('show what changed', () => {
    const [changed] = carriedFiles([file('b.pdf', { size: 7, modifiedAt: 2_000_000 })], known);
    expect(changed).toMatchObject({ size: 7, modifiedAt: 2_000_000, author: 'רות טל' });
    // Another revision has another address.
    const [moved] = carriedFiles([file('b.pdf', { url: known[0]?.url.replace('/1/', '/2/') ?? '' })], known);
    expect(moved?.url).toContain('/2/');
  });

  it('keep their size and time where the site does not tell them', () => {
    expect(
      carriedFiles([file('b.pdf', { size: 0, modifiedAt: null, mimeType: null })], known)[0],
    ).toMatchObject({
      size: 100,
      modifiedAt: 1_000_000,
      mimeType: 'application/pdf',
    });
  });
});

describe('an activity', () => {
  const before = activity({ files: [file('main.pdf'), file('more.pdf')] });
  const names = (one: MoodleActivity): string[] => one.files.map(({ name }) => name);

  it('keeps the files behind its main one as long as that is the main one', () => {
    expect(names(carriedActivity(activity({ files: [file('main.pdf')] }), before))).toEqual([
      'main.pdf',
      'more.pdf',
    ]);
    expect(names(carriedActivity(activity({ files: [file('new.pdf')] }), before))).toEqual(['new.pdf']);
  });

  it('keeps the files of a kind that pages do not look into, and only of such', () => {
    const folder = { ...before, type: 'folder' };
    expect(
      names(carriedActivity(activity({ type: 'imscp' }), { ...before, type: 'imscp' } as MoodleActivity)),
    ).toHaveLength(2);
    expect(names(carriedActivity(activity({ type: 'folder' }), folder))).toEqual([]);
  });

  it('keeps the dates of a kind whose dates stand on no page, and no date that was taken away', () => {
    const dates = [{ id: 'timeclose', label: 'מסתיים:', at: 1_234 }];
    expect(carriedActivity(activity({ type: 'choice' }), activity({ dates })).dates).toEqual(dates);
    expect(carriedActivity(activity({ type: 'quiz' }), activity({ dates })).dates).toEqual([]);
    expect(
      carriedActivity(
        activity({ type: 'quiz', dates: [{ id: 'timeclose', label: '', at: 9_000 }] }),
        activity({ dates }),
      ).dates,
    ).toEqual([{ id: 'timeclose', label: 'מסתיים:', at: 9_000 }]);
  });

  it('keeps dates that would not have been read, in their place', () => {
    const opens = { id: 'allowsubmissionsfromdate', label: 'נפתח:', at: 1_000 };
    const due = { id: 'duedate', label: 'עד:', at: 9_000 };
    const before = activity({ dates: [opens, due] });
    const shown = activity({ type: 'assign', dates: [{ ...due, label: '' }] });
    const from = (first: number) => (second: number) => second >= first;
    expect(carriedActivity(shown, before, from(2_000)).dates).toEqual([opens, due]);
    expect(carriedActivity(shown, before, from(0)).dates).toEqual([due]);
    expect(carriedActivity(activity({ type: 'quiz' }), before, () => false).dates).toEqual([opens, due]);
  });

  it('keeps when it was completed, unless it is no longer', () => {
    const done = { state: 'complete', automatic: true, completedAt: 5, conditions: [] } as const;
    const shown = { ...done, completedAt: null };
    expect(
      carriedActivity(activity({ completion: shown }), activity({ completion: done })).completion,
    ).toEqual(done);
    const undone = { ...shown, state: 'incomplete' } as const;
    expect(
      carriedActivity(activity({ completion: undone }), activity({ completion: done })).completion,
    ).toEqual(undone);
  });

  it('keeps the spelling of an address, and no address that changed', () => {
    const known = activity({ type: 'url', externalUrl: 'https://he.example/אלגו' });
    const at = (externalUrl: string) =>
      carriedActivity(activity({ type: 'url', externalUrl }), known).externalUrl;
    expect(at(new URL('https://he.example/אלגו').href)).toBe('https://he.example/אלגו');
    expect(at('https://he.example/b')).toBe('https://he.example/b');
  });
});

it('an assignment keeps its cut-off and its highest grade, and shows a due date that moved', () => {
  const bare: MoodleAssignment = {
    id: 1,
    cmid: 1,
    courseId: 1,
    name: 'תרגיל',
    dueAt: 6_000,
    opensAt: 1_200,
    cutoffAt: null,
    maxGrade: null,
    teamSubmission: false,
    intro: null,
    attachments: [],
    modifiedAt: null,
  };
  const known = { ...bare, dueAt: 5_000, opensAt: 1_234, cutoffAt: 7_000, maxGrade: 100, modifiedAt: 3 };
  expect(carriedAssignment(bare, known)).toEqual({ ...known, dueAt: 6_000 });
  expect(carriedAssignment(bare, undefined)).toEqual(bare);
});

it('a task keeps dates that would not have been read, and no others', () => {
  const quiz = { id: 1, cmid: 1, courseId: 1, name: 'בוחן', intro: null, timeLimit: null } as MoodleQuiz;
  const known = { ...quiz, opensAt: 1_000, closesAt: 2_000 };
  const shown = { ...quiz, opensAt: null, closesAt: null };
  expect(carriedQuiz(shown, known, () => false)).toMatchObject({ opensAt: 1_000, closesAt: 2_000 });
  expect(carriedQuiz(shown, known, (second) => second > 1_500)).toMatchObject({
    opensAt: 1_000,
    closesAt: null,
  });
  const task = { dueAt: null, opensAt: null, cutoffAt: null, attachments: [] } as unknown as MoodleAssignment;
  expect(carriedAssignment(task, { ...task, dueAt: 2_000 }, () => false).dueAt).toBe(2_000);
  expect(carriedAssignment(task, { ...task, dueAt: 2_000 }).dueAt).toBeNull();
});

it('a grade keeps its digits and its date as long as it is the same', () => {
  const shown = { id: 1, grade: 66.67, shown: '66.67', gradedAt: null, hidden: false } as MoodleGradeItem;
  const known = { id: 1, grade: 66.66667, shown: '66.67', gradedAt: 9 };
  expect(carriedGrade(shown, known)).toEqual({ ...known, hidden: false });
  expect(carriedGrade({ ...shown, grade: 80 }, known)).toEqual({ ...shown, grade: 80 });
});

it('a course keeps its exact share of completion', () => {
  const course = { completion: 44, categoryId: null, format: null, modifiedAt: null } as MoodleCourse;
  const known = { completion: 44.4, categoryId: 3, format: 'topics', modifiedAt: 8 };
  expect(carriedCourse(course, known)).toEqual(known);
  expect(carriedCourse({ ...course, completion: 55 }, known)).toMatchObject({ completion: 55 });
});
