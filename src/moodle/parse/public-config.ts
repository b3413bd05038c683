import { z } from 'zod';
import type { MoodlePublicConfig } from '../words';
import { readWhole } from './lists';
import { formattedName, richText } from './rich-text';
import { count, flag, requiredText, text } from './scalars';

const publicConfig = z.object({
  wwwroot: requiredText,
  httpswwwroot: text,
  sitename: formattedName,
  enablewebservices: flag(true),
  enablemobilewebservice: flag(true),
  maintenanceenabled: flag(false),
  maintenancemessage: richText,
  typeoflogin: count,
  launchurl: text,
  lang: text,
});

/** `typeoflogin`; what is unknown or absent is the form, which the sign-in then proves or not. */
const SIGN_IN: Readonly<Record<number, MoodlePublicConfig['signIn']>> = {
  1: 'form',
  2: 'browser',
  3: 'embedded-browser',
};

/** `data` of `tool_mobile_get_public_config`. */
export function parsePublicConfig(reply: unknown): MoodlePublicConfig {
  const config = readWhole(publicConfig, reply, 'public config');
  return {
    wwwroot: config.wwwroot.trim().replace(/\/+$/, ''),
    siteName: config.sitename,
    signIn: SIGN_IN[config.typeoflogin] ?? 'form',
    webServices: config.enablewebservices,
    mobileService: config.enablemobilewebservice,
    maintenance: config.maintenanceenabled,
    maintenanceMessage: config.maintenancemessage,
    launchUrl: config.launchurl,
    language: config.lang,
  };
}
