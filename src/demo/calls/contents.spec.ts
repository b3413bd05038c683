import { DemoUniversity, startDemoUniversity } from '../index';
import { DemoVisitor } from '../visitor';

interface Module {
  id: number;
  name: string;
  modname: string;
  uservisible: boolean;
  visibleoncoursepage: number;
  availabilityinfo?: string;
  url?: string;
  purpose?: string;
  dates: { dataid: string; timestamp: number }[];
  contents?: { type: string; fileurl: string | null; filepath: string | null; filename: string }[];
}
interface Section {
  id: number;
  name: string;
  visible: number;
  uservisible: boolean;
  component?: string | null;
  itemid?: number | null;
  modules: Module[];
}

const NOW = Date.parse('2026-11-23T12:00:00Z');

async function openedIn(release: '4.5' | '4.1'): Promise<{ university: DemoUniversity; noa: DemoVisitor }> {
  const university = await startDemoUniversity({ release, now: () => NOW });
  return { university, noa: await new DemoVisitor(university.url).as('noa') };
}

describe('course contents on 4.5', () => {
  let university: DemoUniversity;
  let noa: DemoVisitor;
  let everything: Section[][];

  const idOf = (name: string): number =>
    university.control.coursesOf('noa').find((course) => course.fullname.includes(name))?.id ?? 0;
  const contents = (fields: Record<string, string | number>): Promise<Section[]> =>
    noa.read('core_course_get_contents', fields);

  beforeAll(async () => {
    ({ university, noa } = await openedIn('4.5'));
    everything = await Promise.all(
      university.control.coursesOf('noa').map((course) => contents({ courseid: course.id })),
    );
  });
  afterAll(() => university.stop());

  const modules = (): Module[] => everything.flat().flatMap((section) => section.modules);

  it('show about three hundred activities of every kind', () => {
    expect(modules().length).toBeGreaterThan(290);
    const kinds = new Set(modules().map((module) => module.modname));
    for (const kind of [
      'assign',
      'book',
      'choice',
      'feedback',
      'folder',
      'forum',
      'glossary',
      'label',
      'page',
      'quiz',
    ]) {
      expect(kinds).toContain(kind);
    }
    for (const kind of ['resource', 'subsection', 'url', 'codeboard']) expect(kinds).toContain(kind);
  });

  it('list files for some kinds only, and for none that is closed', () => {
    const listing = new Set(['resource', 'folder', 'url', 'page', 'book']);
    for (const module of modules()) {
      expect([module.name, module.contents !== undefined]).toEqual([
        module.name,
        listing.has(module.modname) && module.uservisible,
      ]);
    }
  });

  it('show a restricted activity with its reason and nothing else', () => {
    const closed = modules().filter((module) => !module.uservisible);
    expect(closed.length).toBeGreaterThan(2);
    for (const module of closed) {
      expect(module.availabilityinfo).toContain('<strong>');
      expect(module.url).toContain(`view.php?id=${module.id}`);
    }
  });

  it('leave hidden activities out and keep hidden sections empty', () => {
    const names = modules().map((module) => module.name);
    expect(names).not.toContain('טיוטת מבחן - לא לפרסום');
    const hidden = everything.flat().filter((section) => section.visible === 0);
    expect(hidden).toMatchObject([{ name: 'לצוות בלבד', uservisible: false, modules: [] }]);
  });

  it('mark what is reachable but not on the page', () => {
    const stealth = modules().filter((module) => module.visibleoncoursepage === 0);
    expect(stealth.map((module) => module.name)).toEqual(['קובץ זמין בקישור בלבד']);
  });

  it('stand subsections for sections at the end', () => {
    const sections = everything.flat();
    const own = sections.find((section) => section.component === 'mod_subsection');
    const placeholder = modules().find((module) => module.modname === 'subsection');
    expect(own?.name).toBe(placeholder?.name);
    expect(own?.modules.length).toBe(2);
    expect(placeholder?.url).toBeUndefined();
  });

  it('give the target of a link as it is, and folders their subfolders', () => {
    const link = modules().find((module) => module.name === 'קישור לשיעור בזום');
    expect(link?.contents).toMatchObject([
      { type: 'url', filepath: null, fileurl: 'https://demo-university.zoom.us/j/81200011011' },
    ]);
    const folder = modules().find((module) => module.name === 'מבחנים ישנים');
    expect(new Set(folder?.contents?.map((file) => file.filepath))).toEqual(
      new Set(['/', '/תשפג/', '/תשפב/']),
    );
  });

  it('escape names, and resolve languages only when filters are asked for', async () => {
    const courseid = idOf('multilang');
    expect((await contents({ courseid }))[0]?.name).toBe('פתיחהWelcome');
    expect((await contents({ courseid, moodlewssettingfilter: 'true' }))[0]?.name).toBe('פתיחה');
    const signals = await contents({ courseid: idOf('Signals') });
    expect(signals.map((section) => section.name)).toContain('Homework &amp; Exams');
  });

  it('have something due in twenty hours, in three days and next week', () => {
    const due = modules().flatMap((module) =>
      module.dates.filter((date) => date.dataid === 'duedate').map((date) => date.timestamp - NOW / 1000),
    );
    expect(due).toContain(20 * 3600);
    const days = due.map((seconds) => Math.floor(seconds / 86_400));
    expect(days).toEqual(expect.arrayContaining([3, 7]));
    expect(Math.min(...due)).toBeLessThan(0);
  });

  it.each<[string, string | number, (sections: Section[]) => unknown, unknown]>([
    ['excludemodules', 1, (all) => all.flatMap((section) => section.modules).length, 0],
    [
      'modname',
      'quiz',
      (all) => [...new Set(all.flatMap((each) => each.modules.map((one) => one.modname)))],
      ['quiz'],
    ],
    ['sectionnumber', 3, (all) => all.map((section) => section.name), ['3. פונקציות']],
    [
      'excludecontents',
      1,
      (all) => all.flatMap((each) => each.modules.flatMap((one) => one.contents ?? [])).length,
      0,
    ],
  ])('obey the option %s', async (name, value, look, expected) => {
    const fields = {
      courseid: idOf('מבוא למדעי המחשב'),
      'options[0][name]': name,
      'options[0][value]': value,
    };
    expect(look(await contents(fields))).toEqual(expected);
  });

  it('are the same at every start with the same clock', async () => {
    const other = await openedIn('4.5');
    const courseid = idOf('מבוא למדעי המחשב');
    const [ours, theirs] = await Promise.all([
      (await noa.call('core_course_get_contents', { courseid })).text(),
      (await other.noa.call('core_course_get_contents', { courseid })).text(),
    ]);
    const port = (url: string): string => new URL(url).port;
    expect(theirs.replaceAll(port(other.university.url), port(university.url))).toBe(ours);
    await other.university.stop();
  });
});

it('contents on 4.1 know no subsections, purposes or components', async () => {
  const { university, noa } = await openedIn('4.1');
  const course = university.control.coursesOf('noa').find((each) => each.fullname.includes('מבוא למדעי'));
  const sections = await noa.read<Section[]>('core_course_get_contents', { courseid: course?.id ?? 0 });
  const modules = sections.flatMap((section) => section.modules);
  expect(sections.filter((section) => 'component' in section)).toEqual([]);
  expect(modules.filter((module) => 'purpose' in module || module.modname === 'subsection')).toEqual([]);
  expect(modules.map((module) => module.name)).toContain('מאמר על סדרי גודל');
  expect(await noa.read('nosuch')).toMatchObject({ exception: 'dml_missing_record_exception' });
  expect(await noa.read('core_course_get_contents')).toMatchObject({
    exception: 'invalid_parameter_exception',
  });
  await university.stop();
});
