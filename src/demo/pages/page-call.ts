import { Call, ServiceFunction } from '../calls/call';
import { refusal } from '../calls/errors';
import { TextSettings } from '../calls/names';
import { Campus } from '../endpoints/context';
import { JsonText } from '../http/php-json';
import { StudentModel } from '../model';
import { OpenRecord } from '../state/traffic';
import { PAGE_FUNCTIONS } from './page-functions';

/** Pages show texts through the site's filters, in the reader's language. */
const SETTINGS: TextSettings = { filter: true, raw: false, lang: 'he' };

/** Asks one of the site's functions in the name of whom a session belongs to. */
export type Ask = <T>(name: string, args: unknown) => Promise<T>;

export function asker(student: StudentModel, campus: Campus, traffic: OpenRecord): Ask {
  return async <T>(name: string, args: unknown): Promise<T> =>
    JSON.parse((await callAs(student, name, args, campus, traffic)).text) as T;
}

/** One function as the site's own pages may call it. */
export async function callAs(
  student: StudentModel,
  name: string,
  args: unknown,
  campus: Campus,
  traffic: OpenRecord,
): Promise<JsonText> {
  const definition: ServiceFunction | undefined = PAGE_FUNCTIONS.get(name) ?? campus.functions.get(name);
  traffic.record.functions.push(name);
  traffic.record.username = student.username;
  if (definition === undefined) throw refusal('invalidrecord', 'external_functions');
  const call: Call = {
    world: campus.world,
    site: campus.site,
    tokens: campus.tokens,
    student,
    settings: SETTINGS,
    now: Math.floor(campus.now() / 1000),
    functions: campus.functions,
    invoke: (inner, innerArgs) => callAs(student, inner, innerArgs, campus, traffic),
  };
  const prepared = definition.prepare(args, call);
  await campus.faults.pass({ fn: name, courses: prepared.courses, username: student.username });
  return JsonText.of(await prepared.answer());
}
