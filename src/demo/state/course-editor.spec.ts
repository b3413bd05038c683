import { DemoUniversity, ModuleModel, file, folder, startDemoUniversity } from '../index';
import { DemoVisitor } from '../visitor';

interface FileRow {
  filename: string;
  filesize: number;
  timemodified: number;
  fileurl: string;
}
interface ModuleRow {
  id: number;
  instance: number;
  name: string;
  uservisible: boolean;
  availabilityinfo?: string;
  contents?: FileRow[];
}
interface SectionRow {
  id: number;
  section: number;
  name: string;
  uservisible: boolean;
  modules: ModuleRow[];
}

const LONG_AGO = 1_700_000_000;

let university: DemoUniversity;
let noa: DemoVisitor;
let courseId: number;
let lecture: ModuleModel;
let clock: number;

beforeEach(async () => {
  clock = Date.now();
  university = await startDemoUniversity({ now: () => clock });
  noa = await new DemoVisitor(university.url).as('noa');
  courseId = university.control.coursesOf('noa')[0]?.id ?? 0;
  lecture = university.control.addModule(courseId, file('הרצאה חדשה', 'lecture.pdf'), 1);
  clock += 3_600_000;
});
afterEach(() => university.stop());

const sections = (): Promise<SectionRow[]> => noa.read('core_course_get_contents', { courseid: courseId });
const sectionAt = async (number: number): Promise<SectionRow | undefined> =>
  (await sections()).find(({ section }) => section === number);
const moduleRow = async (cmid: number): Promise<ModuleRow | undefined> =>
  (await sections()).flatMap(({ modules }) => modules).find(({ id }) => id === cmid);
const presence = async (cmid: number): Promise<unknown> =>
  noa.read('core_course_get_course_module', { cmid });

describe('an activity', () => {
  it('is hidden and shown, and does not become younger', async () => {
    const { control } = university;
    const before = await moduleRow(lecture.cmid);
    control.hideModule(lecture.cmid);
    expect(await moduleRow(lecture.cmid)).toBeUndefined();
    expect(await presence(lecture.cmid)).toMatchObject({ errorcode: 'requireloginerror' });
    control.showModule(lecture.cmid);
    expect(await moduleRow(lecture.cmid)).toEqual(before);
  });

  it('is released that was uploaded long ago', async () => {
    const old = university.control.addModule(courseId, file('ישן', 'old.pdf', { hidden: true }), 1, LONG_AGO);
    expect(await moduleRow(old.cmid)).toBeUndefined();
    university.control.showModule(old.cmid);
    const times = (await moduleRow(old.cmid))?.contents?.map(({ timemodified }) => timemodified) ?? [];
    expect(times.map((time) => time - LONG_AGO < 3 * 86_400)).toEqual([true]);
  });

  it('waits for its deletion, is deleted, and comes back from the recycle bin as another', async () => {
    const { control } = university;
    control.scheduleDeletion(lecture.cmid);
    expect(await moduleRow(lecture.cmid)).toBeUndefined();
    expect(await presence(lecture.cmid)).toMatchObject({ errorcode: 'activityisscheduledfordeletion' });
    control.removeModule(lecture.cmid);
    expect(await presence(lecture.cmid)).toMatchObject({ errorcode: 'invalidrecordunknown' });
    const restored = control.restoreModule(lecture.cmid);
    expect(await presence(lecture.cmid)).toMatchObject({ errorcode: 'invalidrecordunknown' });
    const row = await moduleRow(restored.cmid);
    expect(row).toMatchObject({ name: 'הרצאה חדשה', instance: restored.instance });
    expect(restored.cmid).not.toBe(lecture.cmid);
    expect(restored.instance).not.toBe(lecture.instance);
    expect((await fetch(`${row?.contents?.[0]?.fileurl}&token=${noa.token}`)).headers.get('etag')).toMatch(
      /\w/,
    );
  });

  it('comes back as itself after a backup', async () => {
    const before = await moduleRow(lecture.cmid);
    university.control.removeModule(lecture.cmid);
    university.control.restoreModule(lecture.cmid, { sameIds: true });
    expect(await moduleRow(lecture.cmid)).toEqual(before);
    expect(() => university.control.restoreModule(lecture.cmid)).toThrow('not deleted');
  });

  it('moves to another section', async () => {
    university.control.moveModule(lecture.cmid, 2);
    expect((await sectionAt(1))?.modules.map(({ id }) => id)).not.toContain(lecture.cmid);
    expect((await sectionAt(2))?.modules.at(-1)?.id).toBe(lecture.cmid);
  });

  it('is restricted with a reason, and opened', async () => {
    university.control.restrictModule(lecture.cmid, 'זמין ב<strong>קרוב</strong>');
    const row = await moduleRow(lecture.cmid);
    expect(row).toMatchObject({ uservisible: false, availabilityinfo: 'זמין ב<strong>קרוב</strong>' });
    expect(row).not.toHaveProperty('contents');
    university.control.unrestrictModule(lecture.cmid);
    expect(await moduleRow(lecture.cmid)).toMatchObject({ uservisible: true, contents: [{}] });
  });
});

describe('a file', () => {
  const files = async (cmid: number): Promise<FileRow[]> => (await moduleRow(cmid))?.contents ?? [];
  const etag = async ({ fileurl }: FileRow): Promise<string | null> =>
    (await fetch(`${fileurl}&token=${noa.token}`)).headers.get('etag');

  it('is added and removed', async () => {
    const box = university.control.addModule(courseId, folder('תיקייה', { '/': ['a.pdf'] }), 1);
    university.control.addFile(box.cmid, 'b.pdf', { path: '/נספחים/' });
    expect((await files(box.cmid)).map(({ filename }) => filename)).toEqual(['a.pdf', 'b.pdf']);
    university.control.removeFile(box.cmid, 'a.pdf');
    expect((await files(box.cmid)).map(({ filename }) => filename)).toEqual(['b.pdf']);
    expect(() => university.control.removeFile(box.cmid, 'a.pdf')).toThrow('no such file');
  });

  it('is replaced under its own name', async () => {
    const [before] = await files(lecture.cmid);
    if (!before) throw new Error('no file');
    const tag = await etag(before);
    university.control.replaceFile(lecture.cmid, 'lecture.pdf');
    const [after] = await files(lecture.cmid);
    if (!after) throw new Error('no file');
    expect([after.filename, after.fileurl]).toEqual([before.filename, before.fileurl]);
    expect(after.timemodified).toBeGreaterThan(before.timemodified);
    expect(await etag(after)).not.toBe(tag);
  });
});

describe('a section', () => {
  it('is renamed', async () => {
    university.control.renameSection(courseId, 1, 'שבוע ראשון');
    expect((await sectionAt(1))?.name).toBe('שבוע ראשון');
  });

  it('is hidden and shown with what is in it', async () => {
    const before = await sectionAt(1);
    university.control.hideSection(courseId, 1);
    expect(await sectionAt(1)).toMatchObject({ uservisible: false, modules: [] });
    expect(await presence(lecture.cmid)).toMatchObject({ errorcode: 'requireloginerror' });
    university.control.showSection(courseId, 1);
    expect(await sectionAt(1)).toEqual(before);
  });

  it('is restricted and opened', async () => {
    const before = await sectionAt(1);
    university.control.restrictSection(courseId, 1, 'מיום ראשון');
    expect(await sectionAt(1)).toMatchObject({
      uservisible: false,
      availabilityinfo: 'מיום ראשון',
      modules: [],
    });
    university.control.restrictSection(courseId, 1, null);
    expect(await sectionAt(1)).toEqual(before);
  });
});

describe('a course', () => {
  const listed = async (): Promise<{ id: number; fullname: string }[]> => {
    const { userid } = await noa.read<{ userid: number }>('core_webservice_get_site_info');
    return noa.read('core_enrol_get_users_courses', { userid });
  };

  it('is renamed', async () => {
    university.control.renameCourse(courseId, 'שם אחר');
    expect((await listed()).find(({ id }) => id === courseId)?.fullname).toBe('שם אחר');
  });

  it('is hidden and shown', async () => {
    university.control.hideCourse(courseId);
    expect((await listed()).map(({ id }) => id)).not.toContain(courseId);
    expect(await sections()).toMatchObject({ errorcode: 'errorcoursecontextnotvalid' });
    university.control.showCourse(courseId);
    expect((await listed()).map(({ id }) => id)).toContain(courseId);
  });

  it('has groups', async () => {
    const group = university.control.addGroup(courseId, 'קבוצה 7');
    const { groups } = await noa.read<{ groups: unknown[] }>('core_group_get_course_user_groups');
    expect(groups).toContainEqual(expect.objectContaining({ ...group, courseid: courseId }));
  });
});

describe('what became of modules', () => {
  it('is told for many at once', async () => {
    const { control } = university;
    const [gone, hidden] = ['א', 'ב'].map((name) => control.addModule(courseId, file(name), 1));
    control.removeModule(gone?.cmid ?? 0);
    control.hideModule(hidden?.cmid ?? 0);
    const fields: Record<string, string | number> = { courseid: courseId };
    for (const [index, cmid] of [gone?.cmid, hidden?.cmid, lecture.cmid].entries())
      Object.assign(fields, {
        [`tocheck[${index}][contextlevel]`]: 'module',
        [`tocheck[${index}][id]`]: cmid,
        [`tocheck[${index}][since]`]: 2_000_000_000,
      });
    expect(await noa.read('core_course_check_updates', fields)).toMatchObject({
      instances: [],
      warnings: [
        { itemid: gone?.cmid, warningcode: 'cmidnotincourse' },
        { itemid: hidden?.cmid, warningcode: 'nonuservisible' },
      ],
    });
    control.unenrol('noa', courseId);
    expect(await noa.read('core_course_check_updates', fields)).toMatchObject({
      errorcode: 'requireloginerror',
    });
  });
});
