import { createHash } from 'node:crypto';
import { areasOf, courseImageArea } from '../calls/file-rows';
import { MoodleError, pageError, refusal } from '../calls/errors';
import { isOpen } from '../calls/standing';
import { bodyOf } from '../files/bodies';
import { Incoming } from '../http/incoming';
import { JsonText } from '../http/php-json';
import { Reply, bare, htmlPage, pageJson, redirect } from '../http/reply';
import { CourseModel, FileModel, ModuleModel, StudentModel } from '../model';
import { OpenRecord } from '../state/traffic';
import { Campus, Endpoint } from './context';

const WEBSERVICE = '/webservice/pluginfile.php/';
const BY_KEY = '/tokenpluginfile.php/';
const BY_SESSION = '/pluginfile.php/';

interface Served {
  name: string;
  mimetype: string;
  modified: number;
  body: () => Buffer;
}

/** GET, HEAD or POST /webservice/pluginfile.php/<context>/<component>/<area>/[<item>/]<path> */
export const pluginfileEndpoint: Endpoint = (incoming, campus, traffic) =>
  answer(campus, traffic, incoming.path.slice(WEBSERVICE.length), () => {
    const { token } = incoming.form;
    if (typeof token !== 'string' || token === '') throw refusal('missingparam', 'token');
    if (!campus.site.webServices || !campus.site.mobileService) throw refusal('accessexception');
    const found = campus.tokens.find(token);
    if ('refused' in found) throw refusal('invalidtoken');
    return serve(incoming, incoming.path.slice(WEBSERVICE.length), found.student, campus, traffic);
  });

/** The same by the key of site_info's `userprivateaccesskey`, with no token. */
export const tokenPluginfileEndpoint: Endpoint = (incoming, campus, traffic) =>
  answer(campus, traffic, incoming.path.slice(incoming.path.indexOf('/', BY_KEY.length) + 1), () => {
    const rest = incoming.path.slice(BY_KEY.length);
    const slash = rest.indexOf('/');
    const student = campus.tokens.findByPrivateKey(rest.slice(0, Math.max(slash, 0)));
    if (student === undefined) return htmlPage('הדף לא נמצא', '<p>invalidkey</p>', 404);
    return serve(incoming, rest.slice(slash + 1), student, campus, traffic);
  });

/** The address for browsers with a session: without one, off to the sign-in page; refusals are pages. */
export const sessionFileEndpoint: Endpoint = async (incoming, campus, traffic) => {
  const student = campus.sessions.of(incoming)?.student;
  if (!student) return redirect(303, `${campus.world.siteUrl}/login/index.php`);
  const path = incoming.path.slice(BY_SESSION.length);
  const reply = await answer(campus, traffic, path, () => serve(incoming, path, student, campus, traffic));
  if (reply.status !== 200 || reply.headers['Content-Disposition'] !== undefined) return reply;
  const contextId = Number(path.split('/', 1)[0]);
  return redirect(
    303,
    `${campus.world.siteUrl}/course/view.php?id=${campus.world.byContext(contextId)?.course.id ?? 1}`,
  );
};

async function answer(campus: Campus, traffic: OpenRecord, path: string, make: () => Reply): Promise<Reply> {
  traffic.record.functions.push('pluginfile');
  const contextId = Number(path.split('/', 1)[0]);
  const course = campus.world.byContext(contextId)?.course ?? campus.world.courseByContext(contextId);
  try {
    await campus.faults.pass({ fn: 'pluginfile', courses: course ? [course.id] : [], username: undefined });
    return make();
  } catch (error) {
    if (!(error instanceof MoodleError)) throw error;
    return pageJson(JsonText.of(pageError(error)), error.errorcode === 'filenotfound' ? 404 : 200);
  }
}

function serve(
  incoming: Incoming,
  encoded: string,
  student: StudentModel,
  campus: Campus,
  traffic: OpenRecord,
): Reply {
  traffic.record.username = student.username;
  if (campus.site.maintenance === 'web') throw refusal('sitemaintenance');
  if (student.suspended) throw refusal('wsaccessusersuspended', student.username);
  if (student.mustChangePassword) throw refusal('forcepasswordchangenotice');
  if (!student.policyAgreed) throw refusal('sitepolicynotagreed', `${campus.world.siteUrl}/user/policy.php`);
  return send(incoming, locate(decode(encoded), student, campus), campus.now());
}

function decode(path: string): string[] {
  try {
    return decodeURIComponent(path).split('/');
  } catch {
    throw refusal('filenotfound');
  }
}

function locate(parts: string[], student: StudentModel, { world }: Campus): Served {
  const contextId = Number(parts[0]);
  const placed = world.byContext(contextId);
  const course = placed?.course ?? world.courseByContext(contextId);
  if (course === undefined) throw refusal('filenotfound');
  if (!student.courseIds.includes(course.id) || !course.visible) throw refusal('requireloginerror');
  const path = parts.slice(1).join('/');
  if (placed === undefined) return courseFile(course, path);
  const { module, section } = placed;
  if (!isOpen(section, module)) throw refusal('requireloginerror');
  return moduleFile(module, path) ?? missing();
}

function missing(): never {
  throw refusal('filenotfound');
}

const uploaded = (file: FileModel): Served => ({ ...file, body: () => bodyOf(file) });

function courseFile(course: CourseModel, path: string): Served {
  const { component, area } = courseImageArea(course);
  const { image } = course;
  if (image === null || path !== `${component}/${area}/${image.name}`) return missing();
  return uploaded(image);
}

function moduleFile(module: ModuleModel, path: string): Served | undefined {
  for (const { area, files } of areasOf(module)) {
    const place = `${area.component}/${area.area}`;
    const item = area.item === null ? '' : `/${area.item}`;
    const file = files.find(
      (each) =>
        path === `${place}${item}${each.path}${each.name}` || path === `${place}${each.path}${each.name}`,
    );
    if (file !== undefined) return uploaded(file);
  }
  const asHtml = (html: string): Served => ({
    name: 'index.html',
    mimetype: 'text/html',
    modified: module.modified,
    body: () => Buffer.from(html),
  });
  if (module.html !== null && path === 'mod_page/content/index.html') return asHtml(module.html);
  const at = module.chapters.findIndex((each) => path === `mod_book/chapter/${each.id}/index.html`);
  const chapter = module.chapters[at];
  return chapter && asHtml(`<h3>${at + 1}. ${chapter.title}</h3>${chapter.html}`);
}

const etags = new WeakMap<Buffer, string>();

function send({ method, headers }: Incoming, served: Served, now: number): Reply {
  const body = served.body();
  const etag = etags.get(body) ?? `"${createHash('sha1').update(body).digest('hex')}"`;
  etags.set(body, etag);
  const common = {
    'Content-Type': served.mimetype,
    'Access-Control-Allow-Origin': '*',
    // Node writes headers as latin1: these are the raw UTF-8 bytes of the name, as Moodle sends them.
    'Content-Disposition': `inline; filename="${Buffer.from(served.name, 'utf8').toString('latin1')}"`,
    'Cache-Control': 'private, max-age=21600, no-transform',
    Expires: new Date(now + 21_600_000).toUTCString(),
    Pragma: '',
    Etag: etag,
    'Accept-Ranges': 'bytes',
    'Last-Modified': new Date(served.modified * 1000).toUTCString(),
  };
  if (isUnchanged(headers, etag, served.modified)) return bare(304, common, null);
  const range = readRange(headers.range, body.length);
  if (range === undefined) {
    const whole = { ...common, 'Content-Length': String(body.length) };
    return bare(200, whole, method === 'HEAD' ? null : body);
  }
  const { first, last } = range;
  const part = {
    ...common,
    'Content-Length': String(last - first + 1),
    'Content-Range': `bytes ${first}-${last}/${body.length}`,
  };
  return bare(206, part, method === 'HEAD' ? null : body.subarray(first, last + 1));
}

function isUnchanged(headers: Incoming['headers'], etag: string, modified: number): boolean {
  const tags = headers['if-none-match'];
  if (tags !== undefined) return tags.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
  const since = headers['if-modified-since'];
  return since !== undefined && Date.parse(since) >= modified * 1000;
}

/** One range; several, or one that cannot be served, give the whole file as Moodle does. */
function readRange(header: string | undefined, size: number): { first: number; last: number } | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (match === null || (match[1] === '' && match[2] === '')) return undefined;
  const first = match[1] === '' ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const last = match[1] === '' || match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1);
  return first > last ? undefined : { first, last };
}
