import { createHash } from 'node:crypto';

/** Every Moodle has this service; universities switch it on for Moodle's own app. */
export const SERVICE = 'moodle_mobile_app';

/** Where Moodle's page for signing in with a browser stands, unless the site says otherwise. */
export const LAUNCH_PAGE = '/admin/tool/mobile/launch.php';

export interface Launch {
  /** A number or word of ours that the site signs its answer with. */
  readonly passport: string;
  /** Scheme of the address by which the site hands the student back. */
  readonly scheme: string;
  /** Ends on a page with the address as a link, as after the confirmation of an account, instead of a redirect to it. */
  readonly asLink?: boolean;
}

/** The address on which a student signs in to `launchUrl`'s site, and is handed back with a token. */
export function launchAddress(launchUrl: string, { passport, scheme, asLink = false }: Launch): string {
  const url = new URL(launchUrl);
  url.searchParams.set('service', SERVICE);
  url.searchParams.set('passport', passport);
  url.searchParams.set('urlscheme', scheme);
  if (asLink) url.searchParams.set('confirmed', '1');
  return url.href;
}

/** All signatures that a site of these addresses may answer a passport with: hex MD5, as Moodle's `launch.php` makes them. */
export function launchSignatures(wwwroots: readonly string[], passport: string): string[] {
  const spellings = wwwroots.flatMap((wwwroot) => {
    const bare = wwwroot.replace(/\/+$/, '');
    return [bare, `${bare}/`];
  });
  return [...new Set(spellings)].map((wwwroot) =>
    createHash('md5')
      .update(wwwroot + passport)
      .digest('hex'),
  );
}
