import { z } from 'zod';
import type { MoodlePublicConfig } from '../words';
import { Drops, elementsOf, readEach, readWhole } from './lists';
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
  showloginform: flag(true),
  identityproviders: z.unknown().optional(),
  lang: text,
});
const identityProvider = z.object({ name: formattedName });

/** The last refusal that Moodle's documentation was pointed at for: `https://docs.moodle.org/405/he/error/…`. */
const DOCUMENTATION = /^https?:\/\/docs\.moodle\.org\/(\d)(\d{1,2})\//;
const refusal = z.object({ exception: z.object({ moreinfourl: z.string() }) });

/** `typeoflogin`; what is unknown or absent is the form, which the sign-in then proves or not. */
const SIGN_IN: Readonly<Record<number, MoodlePublicConfig['signIn']>> = {
  1: 'form',
  2: 'browser',
  3: 'embedded-browser',
};

const withoutSlash = (address: string): string => address.trim().replace(/\/+$/, '');

/** `data` of `tool_mobile_get_public_config`; `version` as `parseVersion` read it beside. */
export function parsePublicConfig(reply: unknown, version: string | null = null): MoodlePublicConfig {
  const config = readWhole(publicConfig, reply, 'public config');
  const providers = readEach(identityProvider, config.identityproviders, 'identityproviders', new Drops());
  return {
    wwwroot: withoutSlash(config.wwwroot),
    httpsWwwroot: config.httpswwwroot && withoutSlash(config.httpswwwroot),
    siteName: config.sitename,
    signIn: SIGN_IN[config.typeoflogin] ?? 'form',
    webServices: config.enablewebservices,
    mobileService: config.enablemobilewebservice,
    maintenance: config.maintenanceenabled,
    maintenanceMessage: config.maintenancemessage,
    launchUrl: config.launchurl,
    loginForm: config.showloginform,
    identityProviders: providers.flatMap(({ name }) => name ?? []),
    language: config.lang,
    version,
  };
}

/** Moodle's version, from where a refused call of a batch points at the documentation; `null` where it does not. */
export function parseVersion(reply: unknown): string | null {
  const read = refusal.safeParse(elementsOf(reply)[1]);
  const [, major, minor] = (read.success && DOCUMENTATION.exec(read.data.exception.moreinfourl)) || [];
  return major === undefined || minor === undefined ? null : `${major}.${Number(minor)}`;
}
