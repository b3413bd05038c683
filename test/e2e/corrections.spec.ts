import type {
  CourseDetails,
  CourseSummary,
  ItemClassification,
  LibraryItem,
  Page,
  Problem,
} from '../../src/contract';
import { courseDetails, misfits } from '../support/library-shapes';
import { addStudent, ask, finished, signIn, type Spike, startSpike } from '../support/spike';

describe('corrections over REST', () => {
  let spike: Spike;
  let token: string;
  beforeAll(async () => {
    spike = await startSpike();
    const session = await signIn(spike, 'noa');
    token = session.accessToken;
    await finished(spike, token, session.jobId);
  });
  afterAll(() => spike.stop());

  async function courses(as = token): Promise<CourseDetails[]> {
    const { body } = await ask<Page<CourseSummary>>(spike, 'GET', '/api/courses', { token: as });
    return Promise.all(
      body.items.map(
        async ({ id }) => (await ask<CourseDetails>(spike, 'GET', `/api/courses/${id}`, { token: as })).body,
      ),
    );
  }
  const itemsOf = async (as = token): Promise<LibraryItem[]> =>
    (await courses(as)).flatMap(({ sections }) => sections.flatMap(({ items }) => items));
  const itemNamed = async (name: string): Promise<LibraryItem> => {
    const item = (await itemsOf()).find((one) => one.name === name);
    if (!item) throw new Error(`there is no ${name}`);
    return item;
  };
  const change = <T = ItemClassification>(
    method: 'PUT' | 'DELETE',
    id: string,
    body?: unknown,
    as: string | undefined = token,
  ) => ask<T>(spike, method, `/api/items/${id}/category`, { token: as, body });

  it('hold on every device, through a sync of the real thing, until they are undone', async () => {
    const before = await itemNamed('סילבוס הקורס');
    expect(before.categorySource).toBe('spike');
    const { status, body } = await change('PUT', before.id, { category: 'reading' });
    expect([status, body.category, body.confidence, body.categorySource]).toEqual([
      200,
      'reading',
      1,
      'student',
    ]);
    const other = await signIn(spike, 'noa'); // another device, and a sync of its own
    await finished(spike, other.accessToken, other.jobId);
    const now = (await itemsOf(other.accessToken)).find(({ id }) => id === before.id);
    expect(now).toMatchObject(body);
    for (const course of await courses()) expect(misfits(courseDetails, course)).toEqual([]);

    const undone = await change('DELETE', before.id);
    const { category, confidence, reasons, categorySource } = before;
    expect(undone).toMatchObject({ status: 200, body: { category, confidence, reasons, categorySource } });
    expect(await itemNamed('סילבוס הקורס')).toEqual(before);
  });

  it.each([
    ['no body', undefined],
    ['no category', {}],
    ['a category that is none', { category: 'homework' }],
    ['a name of every object', { category: 'constructor' }],
    ['several', { category: ['exam', 'reading'] }],
    ['nothing', { category: null }],
  ])('are refused with %s', async (_name, body) => {
    const { id } = await itemNamed('סילבוס הקורס');
    const reply = await change<Problem>('PUT', id, body);
    expect([reply.status, reply.body.code]).toEqual([400, 'request.invalid']);
    expect((await itemNamed('סילבוס הקורס')).categorySource).toBe('spike');
  });

  it('are of one’s own items alone', async () => {
    const mine = await itemNamed('סילבוס הקורס');
    const stranger = addStudent(spike);
    const session = await signIn(spike, stranger.username, stranger.password);
    for (const id of [mine.id, '0', 'x', '999999999999'])
      for (const [method, body] of [
        ['PUT', { category: 'exam' }],
        ['DELETE', undefined],
      ] as const) {
        const reply = await change<Problem>(method, id, body, session.accessToken);
        expect([reply.status, reply.body.code]).toEqual([404, 'library.not-found']);
      }
    expect(await itemNamed('סילבוס הקורס')).toEqual(mine);
    expect((await change<Problem>('PUT', mine.id, { category: 'exam' }, '')).status).toBe(401);
  });

  it('are held back when one student makes more than anybody does by hand', async () => {
    const student = addStudent(spike, 1, 4);
    const session = await signIn(spike, student.username, student.password);
    await finished(spike, session.accessToken, session.jobId);
    const [item] = await itemsOf(session.accessToken);
    const replies = await Promise.all(
      Array.from({ length: 70 }, () =>
        change<Problem>('PUT', item?.id ?? '', { category: 'exam' }, session.accessToken),
      ),
    );
    const refused = replies.filter(({ status }) => status !== 200);
    expect(refused.map(({ status, body }) => [status, body.code])).toEqual(
      Array(10).fill([429, 'request.too-many']),
    );
    // Nobody else is.
    const { id } = await itemNamed('סילבוס הקורס');
    expect((await change('DELETE', id)).status).toBe(200);
  });

  it('stand in the OpenAPI document', async () => {
    const { body } = await ask<{ paths: Record<string, object> }>(spike, 'GET', '/api/docs-json');
    expect(Object.keys(body.paths['/api/items/{id}/category'] ?? {}).sort()).toEqual(['delete', 'put']);
    expect(JSON.stringify(body)).toContain('"CorrectionBody"');
  });
});
