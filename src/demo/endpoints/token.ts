import { MoodleError, pageError, refusal } from '../calls/errors';
import { Incoming } from '../http/incoming';
import { JsonText } from '../http/php-json';
import { PhpArray } from '../http/php-form';
import { Reply, pageJson } from '../http/reply';
import { StudentModel } from '../model';
import { Campus, Endpoint } from './context';

const SERVICE = 'moodle_mobile_app';

/** POST /login/token.php: every refusal is 200 with an errorcode, in the order Moodle checks. */
export const tokenEndpoint: Endpoint = async (incoming, campus, traffic) => {
  try {
    traffic.record.functions.push('token');
    await campus.faults.pass({
      fn: 'token',
      courses: [],
      username: named(incoming.form)?.trim().toLowerCase(),
    });
    return pageJson(JsonText.of(answer(incoming, campus)));
  } catch (error) {
    return refused(error);
  }
};

export function refused(error: unknown): Reply {
  if (!(error instanceof MoodleError)) throw error;
  return pageJson(JsonText.of(pageError(error)));
}

const named = (form: PhpArray): string | undefined => scalar(form, 'username');

function scalar(form: PhpArray, name: string): string | undefined {
  const value = form[name];
  return typeof value === 'string' ? value : undefined;
}

function answer({ form, headers }: Incoming, campus: Campus): Record<string, unknown> {
  const { site, tokens, world } = campus;
  if (headers.host !== world.host) throw refusal('requirecorrectaccess');
  if (!site.webServices) throw refusal('enablewsdescription');
  if (form.appsitecheck === '1') return { appsitecheck: 'ok' };
  const username = required(form, 'username').trim().toLowerCase();
  const password = required(form, 'password');
  const service = required(form, 'service');
  if (username === 'guest') throw refusal('noguest');
  const student = authenticate(username, password, campus);
  if (site.maintenance === 'web') throw refusal('sitemaintenance');
  if (!student.confirmed) throw refusal('usernotconfirmed', username);
  if (service !== SERVICE || !site.mobileService) throw refusal('servicenotavailable');
  return { token: tokens.issue(student), privatetoken: null };
}

function required(form: PhpArray, name: string): string {
  const value = scalar(form, name);
  if (value === undefined) throw refusal('missingparam', name);
  return value;
}

function authenticate(username: string, password: string, campus: Campus): StudentModel {
  const student = campus.world.student(username);
  if (student === undefined || student.suspended || password === '' || student.password !== password) {
    throw refusal('invalidlogin');
  }
  return student;
}
