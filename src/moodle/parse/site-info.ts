import { z } from 'zod';
import type { MoodleProfile } from '../words';
import { Drops, readEach, readWhole } from './lists';
import { record } from './record';
import { id, requiredText, text } from './scalars';

const siteInfo = z.object({
  userid: id,
  username: text,
  fullname: text,
  lang: text,
  release: text,
  functions: z.unknown().optional(),
});
const webServiceFunction = record({ name: requiredText });

/** Reply of `core_webservice_get_site_info`. */
export function parseSiteInfo(reply: unknown): MoodleProfile {
  const info = readWhole(siteInfo, reply, 'site info');
  const functions = readEach(webServiceFunction, info.functions, 'functions', new Drops());
  return {
    userId: info.userid,
    username: info.username ?? '',
    fullName: info.fullname ?? info.username ?? '',
    language: info.lang,
    release: info.release,
    functions: new Set(functions.map(({ name }) => name)),
  };
}
