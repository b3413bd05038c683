import { DemoUniversity, FileModel, startDemoUniversity } from '../index';
import { bodyOf } from '../files/bodies';
import { DemoVisitor } from '../visitor';

interface Row {
  type: string;
  filename: string;
  filesize: number;
  fileurl: string | null;
  mimetype?: string;
}

let university: DemoUniversity;
let noa: DemoVisitor;
let rows: Row[];

const filesOf = async (visitor: DemoVisitor, username: string): Promise<Row[]> => {
  const sections = await Promise.all(
    university.control.coursesOf(username).map((course) =>
      visitor.read<{ modules: { contents?: Row[] }[] }[]>('core_course_get_contents', {
        courseid: course.id,
      }),
    ),
  );
  return sections.flat().flatMap((section) => section.modules.flatMap((module) => module.contents ?? []));
};

beforeAll(async () => {
  university = await startDemoUniversity();
  noa = await new DemoVisitor(university.url).as('noa');
  rows = (await filesOf(noa, 'noa')).filter((row) => row.fileurl?.startsWith(university.url));
});
afterAll(() => university.stop());

const withToken = (url: string, token = noa.token): string =>
  `${url}${url.includes('?') ? '&' : '?'}token=${token}`;
const rowOf = (extension: string): { url: string; row: Row } => {
  const row = rows.find((each) => each.filename.endsWith(extension) && each.filesize > 0);
  if (!row?.fileurl) throw new Error(`no ${extension} among the files`);
  return { url: withToken(row.fileurl), row };
};

it('serves every listed file with its size and type', async () => {
  expect(rows.length).toBeGreaterThan(200);
  for (const row of rows) {
    const reply = await fetch(withToken(row.fileurl ?? ''), { method: 'HEAD' });
    expect([row.filename, reply.status]).toEqual([row.filename, 200]);
    if (row.filesize > 0) expect(reply.headers.get('content-length')).toBe(String(row.filesize));
    if (row.mimetype) expect(reply.headers.get('content-type')).toBe(row.mimetype);
  }
});

it.each([
  ['.pdf', '%PDF-1.4'],
  ['.docx', 'PK\x03\x04'],
  ['.png', '\x89PNG'],
  ['.py', '# '],
])('serves a %s that begins as one should', async (extension, magic) => {
  const { url, row } = rowOf(extension);
  const body = Buffer.from(await (await fetch(url)).arrayBuffer());
  expect(body.length).toBe(row.filesize);
  expect(body.subarray(0, magic.length).toString('latin1')).toBe(magic);
});

it('writes the cross-reference table of a PDF where its end says', () => {
  const file: FileModel = {
    name: 'a.pdf',
    path: '/',
    size: 50_000,
    mimetype: 'application/pdf',
    created: 0,
    modified: 0,
    author: '',
    title: 'הרצאה (1)',
  };
  const text = bodyOf(file).toString('latin1');
  const start = Number(/startxref\n(\d+)/.exec(text)?.[1]);
  expect(text.slice(start, start + 4)).toBe('xref');
  const offsets = [...text.slice(start).matchAll(/^(\d{10}) 00000 n/gm)].map((match) => Number(match[1]));
  expect(offsets.map((offset, index) => text.slice(offset).startsWith(`${index + 1} 0 obj`))).toEqual(
    offsets.map(() => true),
  );
});

it('names the file in raw UTF-8 and knows it again by its etag and its time', async () => {
  const { url, row } = rowOf('.pdf');
  const first = await fetch(url);
  const disposition = Buffer.from(first.headers.get('content-disposition') ?? '', 'latin1').toString('utf8');
  expect(disposition).toBe(`inline; filename="${row.filename}"`);
  expect(first.headers.get('accept-ranges')).toBe('bytes');
  const etag = first.headers.get('etag') ?? '';
  expect(etag).toMatch(/^"[0-9a-f]{40}"$/);
  const modified = first.headers.get('last-modified') ?? '';
  const again = await Promise.all([
    fetch(url, { headers: { 'if-none-match': etag } }),
    fetch(url, { headers: { 'if-modified-since': modified } }),
    fetch(url, { headers: { 'if-none-match': '"other"' } }),
  ]);
  expect(again.map((reply) => reply.status)).toEqual([304, 304, 200]);
});

it.each([
  ['bytes=0-9', 206, (size: number) => `bytes 0-9/${size}`, 10],
  ['bytes=-5', 206, (size: number) => `bytes ${size - 5}-${size - 1}/${size}`, 5],
  ['bytes=10-', 206, (size: number) => `bytes 10-${size - 1}/${size}`, undefined],
  ['bytes=99999999-', 200, () => null, undefined],
])('answers the range %s', async (range, status, header, length) => {
  const { url, row } = rowOf('.pdf');
  const whole = Buffer.from(await (await fetch(url)).arrayBuffer());
  const reply = await fetch(url, { headers: { range } });
  const part = Buffer.from(await reply.arrayBuffer());
  expect([reply.status, reply.headers.get('content-range')]).toEqual([status, header(row.filesize)]);
  if (length !== undefined) expect(part.length).toBe(length);
  if (status === 206) expect(whole.includes(part)).toBe(true);
  else expect(part.equals(whole)).toBe(true);
});

it('takes the token from the body of a POST, and another name for it not at all', async () => {
  const url = rowOf('.pdf').row.fileurl ?? '';
  const body = (name: string): RequestInit => ({
    method: 'POST',
    body: new URLSearchParams({ [name]: noa.token }),
  });
  expect((await fetch(url, body('token'))).headers.get('content-type')).toBe('application/pdf');
  expect(await (await fetch(url, body('wstoken'))).json()).toMatchObject({ errorcode: 'missingparam' });
});

it('refuses with 200 and JSON, and 404 for what is not there', async () => {
  const url = rowOf('.pdf').row.fileurl ?? '';
  const dan = await new DemoVisitor(university.url).as('dan');
  const waiting = await new DemoVisitor(university.url).as('must-change');
  const outcome = async (address: string): Promise<unknown> => {
    const reply = await fetch(address);
    return [
      reply.status,
      reply.headers.get('content-type'),
      ((await reply.json()) as { errorcode: string }).errorcode,
    ];
  };
  const json = 'application/json; charset=utf-8';
  expect(await outcome(withToken(url, 'bad'))).toEqual([200, json, 'invalidtoken']);
  expect(await outcome(withToken(url, dan.token))).toEqual([200, json, 'requireloginerror']);
  expect(await outcome(withToken(url, waiting.token))).toEqual([200, json, 'forcepasswordchangenotice']);
  expect(await outcome(withToken(url.replace('.pdf', 'x.pdf')))).toEqual([404, json, 'filenotfound']);
  expect(await outcome(withToken(`${university.url}/webservice/pluginfile.php/%zz/a`))).toEqual([
    404,
    json,
    'filenotfound',
  ]);
});

it('serves by private key, and sends browsers without a session to the sign-in page', async () => {
  const { userprivateaccesskey } = await noa.read<{ userprivateaccesskey: string }>(
    'core_webservice_get_site_info',
  );
  const url = rowOf('.pdf').row.fileurl ?? '';
  const byKey = (key: string): string =>
    url.replace('/webservice/pluginfile.php', `/tokenpluginfile.php/${key}`);
  expect((await fetch(byKey(userprivateaccesskey))).headers.get('content-type')).toBe('application/pdf');
  expect((await fetch(byKey('nosuch'))).status).toBe(404);
  const session = await fetch(url.replace('/webservice', ''), { redirect: 'manual' });
  expect([session.status, session.headers.get('location')]).toEqual([
    303,
    `${university.url}/login/index.php`,
  ]);
});

it('serves pages, chapters, submissions and attachments of posts', async () => {
  const page = rows.find((row) => row.filename === 'index.html' && row.fileurl?.includes('mod_page'));
  expect(await (await fetch(withToken(page?.fileurl ?? ''))).text()).toContain('<');
  const chapter = rows.find((row) => row.fileurl?.includes('mod_book/chapter'));
  expect(await (await fetch(withToken(chapter?.fileurl ?? ''))).text()).toContain('<h3>');
  const modules = university.control
    .coursesOf('noa')
    .flatMap((course) => course.sections.flatMap((each) => each.modules));
  const graded = modules.find((module) => module.assignment?.submission.files.length);
  const status = JSON.stringify(
    await noa.read('mod_assign_get_submission_status', { assignid: graded?.instance ?? 0 }),
  );
  const submitted = /"(http[^"]*submission_files[^"]*)"/.exec(status)?.[1] ?? '';
  expect((await fetch(withToken(submitted))).status).toBe(200);
  const news = modules.find((module) => module.forum?.posts.some((post) => post.files.length > 0));
  const posts = JSON.stringify(
    await noa.read('mod_forum_get_forum_discussions', { forumid: news?.instance ?? 0 }),
  );
  const attached = /"(http[^"]*attachment[^"]*)"/.exec(posts)?.[1] ?? '';
  expect((await fetch(withToken(attached))).headers.get('content-type')).toBe('application/pdf');
});
