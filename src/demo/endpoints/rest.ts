import { Call } from '../calls/call';
import { MoodleError, exceptionClass, refusal } from '../calls/errors';
import { TextSettings } from '../calls/names';
import { OTHER_SERVICES } from '../calls/table';
import { JsonText } from '../http/php-json';
import { PhpArray, emptyPhpArray } from '../http/php-form';
import { xmlException, xmlResponse } from '../http/php-xml';
import { Reply, forbidden, restJson, restXml } from '../http/reply';
import { StudentModel } from '../model';
import { OpenRecord } from '../state/traffic';
import { Campus, Endpoint } from './context';

/** GET or POST /webservice/rest/server.php */
export const restEndpoint: Endpoint = async (incoming, campus, traffic) => {
  const { form } = incoming;
  const asJson = form.moodlewsrestformat === 'json';
  if (!campus.site.webServices || !campus.site.restProtocol) return forbidden();
  try {
    const answer = await run(form, campus, traffic);
    return asJson ? restJson(answer) : restXml(xmlResponse(JSON.parse(answer.text)));
  } catch (error) {
    if (!(error instanceof MoodleError)) throw error;
    return failure(error, campus, asJson);
  }
};

function failure(error: MoodleError, campus: Campus, asJson: boolean): Reply {
  const shown = {
    exception: exceptionClass(error, campus.world.release),
    errorcode: error.errorcode,
    message: error.message,
  };
  return asJson ? restJson(JsonText.of(shown)) : restXml(xmlException(shown));
}

async function run(form: PhpArray, campus: Campus, traffic: OpenRecord): Promise<JsonText> {
  const student = authenticate(form.wstoken, campus);
  traffic.record.username = student.username;
  if (campus.site.maintenance === 'web') throw refusal('sitemaintenance');
  if (student.suspended) throw refusal('wsaccessusersuspended', student.username);
  const name = form.wsfunction;
  if (typeof name !== 'string') throw refusal('invalidparameter');
  const { settings, args } = split(form);
  return invoke(name, args, settings, { student, campus, traffic });
}

function authenticate(token: unknown, { tokens, site }: Campus): StudentModel {
  const found = tokens.find(typeof token === 'string' ? token : '');
  if ('refused' in found) throw refusal(found.refused);
  if (!site.mobileService) throw refusal('accessexception');
  return found.student;
}

interface Within {
  student: StudentModel;
  campus: Campus;
  traffic: OpenRecord;
}

async function invoke(
  name: string,
  args: unknown,
  settings: TextSettings,
  within: Within,
): Promise<JsonText> {
  const { student, campus, traffic } = within;
  const definition = campus.functions.get(name);
  traffic.record.functions.push(name);
  if (definition === undefined) {
    if (OTHER_SERVICES.has(name)) throw refusal('accessexception');
    throw refusal('invalidrecord', 'external_functions');
  }
  const call: Call = {
    world: campus.world,
    site: campus.site,
    tokens: campus.tokens,
    student,
    settings,
    now: Math.floor(campus.now() / 1000),
    functions: campus.functions,
    invoke: (inner, innerArgs, innerSettings) => invoke(inner, innerArgs, innerSettings, within),
  };
  const prepared = definition.prepare(args, call);
  await campus.faults.pass({ fn: name, courses: prepared.courses, username: student.username });
  return JsonText.of(await prepared.answer());
}

const SETTINGS = /^moodlewssetting/;
const OWN = new Set(['wstoken', 'wsfunction', 'moodlewsrestformat']);

/** Moodle's own fields apart from the function's arguments. */
function split(form: PhpArray): { settings: TextSettings; args: PhpArray } {
  const args = emptyPhpArray();
  for (const [key, value] of Object.entries(form)) {
    if (!OWN.has(key) && !SETTINGS.test(key)) args[key] = value;
  }
  const isOn = (value: unknown): boolean => value === '1' || value === 'true';
  return {
    settings: {
      filter: isOn(form.moodlewssettingfilter),
      raw: isOn(form.moodlewssettingraw),
      lang: form.moodlewssettinglang === 'en' ? 'en' : 'he',
    },
    args,
  };
}
