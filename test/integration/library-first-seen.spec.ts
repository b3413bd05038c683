import { LibraryWriter, type CourseContent } from '../../src/library';
import {
  activity,
  assignment,
  content,
  DAY,
  DUE,
  file,
  type LibraryDatabase,
  listed,
  openLibraryDatabase,
  section,
  submission,
} from './library-fixtures';

describe('what could not be read before', () => {
  let db: LibraryDatabase;
  let writer: LibraryWriter;
  let student: string;
  let students = 0;

  beforeAll(async () => {
    db = await openLibraryDatabase();
    writer = new LibraryWriter(db.dataSource);
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    students += 1;
    student = await db.addStudent(`student-${students}`);
    await writer.saveCourses(student, [listed(1)]);
  });

  const save = (one: CourseContent) => writer.saveContent(student, 1, one);
  const feed = () =>
    db.dataSource.query<{ kind: string; cmid: string | null; fields: { field: string }[] }[]>(
      `SELECT kind, cmid, fields FROM library_changes WHERE student_id = $1 ORDER BY seq`,
      [student],
    );
  const told = async () => (await feed()).map(({ kind, cmid }) => `${kind} ${cmid}`);

  const TASK = [section(10, [activity(100, { type: 'assign' }), activity(101, { type: 'page' })])];

  it('is no news once it can be read: a task, its state and its files, a text', async () => {
    await save(content(TASK, null, [], { pages: null }));
    const one = assignment(7, 100, { intro: 'x', attachments: [file('a.pdf')] });
    const state = submission(7, { status: 'submitted', graded: true, grade: '90' });
    await save(
      content(TASK, [one], [state], {
        pages: [{ id: 1, cmid: 101, courseId: 1, text: 'טקסט', modifiedAt: null }],
      }),
    );
    expect(await feed()).toEqual([]);
  });

  it('is news when it changes after that', async () => {
    await save(content(TASK, null, []));
    await save(content(TASK, [assignment(7, 100)], []));
    await save(content(TASK, [assignment(7, 100, { dueAt: DUE + DAY, attachments: [file('new.pdf')] })], []));
    expect(await told()).toEqual(['deadline-moved 100', 'added 100']);
  });

  it('is no news in a second round of the first sync: a state with an extension', async () => {
    await save(content(TASK, [assignment(7, 100)], []));
    const state = submission(7, { status: 'submitted', submittedAt: DUE - 5, extensionDueAt: DUE + DAY });
    await save(content(TASK, [assignment(7, 100)], [state]));
    expect(await feed()).toEqual([]);
  });

  it('tells a new task once, though its state is read one sync later', async () => {
    await save(content([section(10, [activity(1)])]));
    const sections = [section(10, [activity(1), activity(100, { type: 'assign' })])];
    await save(content(sections, [assignment(7, 100)], []));
    await save(content(sections, [assignment(7, 100)], [submission(7)]));
    expect(await told()).toEqual(['added 100']);
  });

  it('is no news of a quiz either: its attempts', async () => {
    const sections = [section(10, [activity(100, { type: 'quiz' })])];
    const quizzes = [
      {
        id: 9,
        cmid: 100,
        courseId: 1,
        name: 'בוחן',
        intro: null,
        opensAt: null,
        closesAt: DUE,
        timeLimit: null,
        attemptsAllowed: 2,
        maxGrade: 10,
      },
    ];
    await save(content(sections, [], [], { quizzes }));
    const quizStates = new Map([[9, { quizId: 9, attempts: [], bestGrade: null }]]);
    await save(content(sections, [], [], { quizzes, quizStates }));
    expect(await feed()).toEqual([]);
  });

  it('is restored once: what comes back after another one took its place is added', async () => {
    const one = (...cmids: number[]) =>
      content([section(10, [activity(1), ...cmids.map((cmid) => activity(cmid, { name: 'same' }))])]);
    await save(one(100));
    await save(one());
    await writer.organise(student, 1, [], { sectionIds: [10], cmids: [1], hidden: [] });
    await save(one(200));
    await save(one(100, 200));
    expect(await told()).toEqual(['removed 100', 'restored 200', 'added 100']);
  });
});
