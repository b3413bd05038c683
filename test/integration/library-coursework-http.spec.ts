import { once } from 'node:events';
import { createServer } from 'node:http';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { Announcement, CalendarEvent, Grade, Page, Problem } from '../../src/contract';
import { ErrorsModule } from '../../src/errors/errors.module';
import type { AuthenticatedRequest } from '../../src/http';
import { LibraryModule, StudentMoodleAccess } from '../../src/library';
import { writeAnnouncements } from '../../src/library/persistence/announcement-rows';
import { writeEvents } from '../../src/library/persistence/event-rows';
import { writeGrades } from '../../src/library/persistence/grade-rows';
import type { MoodleAccess } from '../../src/moodle';
import { Coursework, discussion, event, gradeItem, listing } from './library-coursework-fixtures';
import { DAY, DUE, file, HOUR, iso, type LibraryDatabase, openLibraryDatabase } from './library-fixtures';

const BODY = 'הבהרות לתרגיל 5';
const LISTS = ['/grades', '/announcements', '/calendar'];

describe('coursework over HTTP', () => {
  /** Serves any file as Moodle does: by POST. */
  const moodle = createServer((request, response) => {
    response.setHeader('Content-Type', 'application/pdf');
    response.end(request.method === 'POST' ? BODY : '{}');
  });
  let db: LibraryDatabase;
  let app: NestExpressApplication;
  let base: string;
  let moodleUrl: string;
  let courseId: string;
  let now: number;

  beforeAll(async () => {
    db = await openLibraryDatabase();
    moodle.listen(0, '127.0.0.1');
    await once(moodle, 'listening');
    const address = moodle.address();
    moodleUrl = `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`;

    class Access extends StudentMoodleAccess {
      async of(): Promise<MoodleAccess> {
        return { site: { universityId: 'demo', baseUrl: moodleUrl }, token: 'a-token' };
      }
    }
    @Global()
    @Module({
      providers: [
        { provide: DataSource, useValue: db.dataSource },
        { provide: StudentMoodleAccess, useClass: Access },
      ],
      exports: [DataSource, StudentMoodleAccess],
    })
    class GivenModule {}

    @Module({ imports: [GivenModule, ErrorsModule, LibraryModule] })
    class LibraryApp {}

    app = await NestFactory.create<NestExpressApplication>(LibraryApp, {
      logger: false,
      abortOnError: false,
      forceCloseConnections: true,
    });
    app.setGlobalPrefix('api');
    app.use((request: AuthenticatedRequest, _response: unknown, next: () => void) => {
      const studentId = request.get('x-student') ?? 'dana';
      request.principal = {
        studentId,
        sessionId: 's',
        universityId: 'demo',
        expiresAt: Number.MAX_SAFE_INTEGER,
      };
      next();
    });
    await app.listen(0, '127.0.0.1');
    base = await app.getUrl();
    await fill();
  });

  afterAll(async () => {
    await app.close();
    moodle.close();
    await db.close();
  });

  async function fill(): Promise<void> {
    await db.addStudent('dana');
    await db.addStudent('yossi');
    const coursework = new Coursework(db.dataSource);
    courseId = await coursework.addCourse('dana', 1);
    const other = await coursework.addCourse('dana', 2);
    await coursework.addItem(courseId, 50, 'forum');
    const attached = file('הבהרות.pdf', { url: `${moodleUrl}/webservice/pluginfile.php/214/x/2/y.pdf` });
    now = Math.floor(Date.now() / 1000);
    await coursework.write(async (query) => {
      await writeGrades(query, 'dana', courseId, listing([gradeItem(7), gradeItem(8)]));
      await writeGrades(query, 'dana', other, listing([gradeItem(9)]));
      const forum = { cmid: 50, name: 'לוח הודעות' };
      const list = [discussion(2, { files: [attached] }), discussion(1)];
      await writeAnnouncements(query, 'dana', courseId, forum, listing(list), 50);
      const events = [
        event(1, { startsAt: now - DAY }),
        event(2, { startsAt: now - HOUR, duration: 2 * HOUR }),
        event(3, { startsAt: now + HOUR, courseId: 1, type: 'course' }),
        event(4, { startsAt: now + DAY, courseId: 2, type: 'course' }),
      ];
      await writeEvents(query, 'dana', listing(events), { since: new Date(0), courseIds: [1, 2] });
    });
  }

  const get = (path: string, student = 'dana') =>
    fetch(`${base}/api${path}`, { headers: { 'x-student': student } });
  const json = async <Body = Problem>(
    path: string,
    student?: string,
  ): Promise<{ status: number; type: string | null; body: Body }> => {
    const response = await get(path, student);
    const type = response.headers.get('content-type');
    return { status: response.status, type, body: JSON.parse(await response.text()) };
  };

  it('lists grades, page by page and of one course', async () => {
    const { status, body } = await json<Page<Grade>>('/grades?limit=2');
    expect([status, body.items.length]).toEqual([200, 2]);
    const next = await json<Page<Grade>>(`/grades?limit=2&cursor=${body.nextCursor}`);
    expect(next.body).toMatchObject({ items: [{ name: 'תרגיל 9', courseName: 'קורס 2' }], nextCursor: null });
    const one = await json<Page<Grade>>(`/grades?course=${courseId}`);
    expect(one.body.items).toMatchObject([
      { courseId, name: 'תרגיל 7', grade: 92.5, gradedAt: iso(DUE) },
      { courseId, name: 'תרגיל 8' },
    ]);
  });

  it('lists announcements, and serves their attachments', async () => {
    const { body } = await json<Page<Announcement>>(`/announcements?course=${courseId}`);
    expect(body.items).toMatchObject([
      { subject: 'הודעה 2', files: [{ name: 'הבהרות.pdf', mimeType: 'application/pdf' }] },
      { subject: 'הודעה 1', files: [] },
    ]);
    expect(JSON.stringify(body)).not.toContain('pluginfile');
    const address = body.items[0]?.files[0]?.downloadUrl ?? '';
    const response = await fetch(`${base}${address}`);
    expect([response.status, await response.text()]).toEqual([200, BODY]);
    expect((await get(address.replace('/api', ''), 'yossi')).status).toBe(404);
    const next = await json<Page<Announcement>>('/announcements?limit=1');
    expect(
      (await json<Page<Announcement>>(`/announcements?limit=1&cursor=${next.body.nextCursor}`)).body,
    ).toMatchObject({ items: [{ subject: 'הודעה 1' }], nextCursor: null });
  });

  it('shows the calendar from now on, or between moments', async () => {
    const names = async (query: string) =>
      (await json<Page<CalendarEvent>>(`/calendar${query}`)).body.items.map(({ name }) => name);
    expect(await names('')).toEqual(['אירוע 2', 'אירוע 3', 'אירוע 4']);
    expect(await names('?from=2026-01-01&to=2026-01-02')).toEqual([]);
    expect(await names('?from=2000-01-01')).toHaveLength(4);
    expect(await names(`?from=2000-01-01&to=${iso(now)}`)).toEqual(['אירוע 1', 'אירוע 2']);
    expect(await names(`?course=${courseId}`)).toEqual(['אירוע 3']);
    const { body } = await json<Page<CalendarEvent>>('/calendar?limit=1');
    expect(await names(`?limit=1&cursor=${body.nextCursor}`)).toEqual(['אירוע 3']);
  });

  it.each(
    LISTS.flatMap((list) =>
      [
        'limit=0',
        'limit=201',
        'limit=ten',
        'limit=1.5',
        'limit=1&limit=2',
        'cursor=garbage',
        'cursor=',
        'cursor=a&cursor=b',
        'cursor=WyIyMDI2LTAyLTMwVDAwOjAwOjAwWiIsIjEiXQ', // 30 February
        `cursor=${'a'.repeat(3_000)}`,
        'course=',
        'course=0',
        'course=-1',
        'course=abc',
        'course=1.5',
        'course=1%00',
        'course=9999999999999999999',
        'course=1&course=2',
      ].map((query) => [list, query] as const),
    ),
  )('refuses %s?%s', async (list, query) => {
    const { status, type, body } = await json(`${list}?${query}`);
    expect([status, body.code]).toEqual([400, 'request.invalid']);
    expect(type).toContain('application/problem+json');
    expect(body.errors?.map(({ field }) => field)).toEqual([query.split('=')[0]]);
  });

  it.each([
    'from=yesterday',
    'from=2026-13-01',
    'from=2026-12-02T25:00Z',
    'from=0000-01-01',
    'from=',
    'to=99999-01-01',
    'to=2026-12-02&to=2026-12-03',
  ])('refuses /calendar?%s', async (query) => {
    const { status, body } = await json(`/calendar?${query}`);
    expect([status, body.code]).toEqual([400, 'request.invalid']);
    expect(body.errors?.map(({ field }) => field)).toEqual([query.split('=')[0]]);
  });

  it.each(LISTS)('keeps students apart at %s', async (list) => {
    const nothing = { status: 200, body: { items: [], nextCursor: null } };
    const from = list === '/calendar' ? 'from=2000-01-01&' : '';
    expect(await json(`${list}?${from}limit=200`, 'yossi')).toMatchObject(nothing);
    expect(await json(`${list}?${from}course=${courseId}`, 'yossi')).toMatchObject(nothing);
    expect(await json(`${list}?${from}course=999999`)).toMatchObject(nothing);
    expect((await json<Page<unknown>>(`${list}?${from}course=${courseId}`)).body.items).not.toEqual([]);
  });

  it('says in OpenAPI what may be asked', () => {
    const { paths } = SwaggerModule.createDocument(app, new DocumentBuilder().build());
    const asked = (list: string) =>
      paths[`/api${list}`]?.get?.parameters?.map((one) => ('name' in one ? one.name : ''));
    expect(asked('/grades')).toEqual(expect.arrayContaining(['course', 'limit', 'cursor']));
    expect(asked('/announcements')).toEqual(expect.arrayContaining(['course', 'limit', 'cursor']));
    expect(asked('/calendar')).toEqual(expect.arrayContaining(['course', 'from', 'to', 'limit', 'cursor']));
  });
});
