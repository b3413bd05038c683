import { Endpoint } from '../endpoints/context';
import { nologinEndpoint } from '../endpoints/ajax';
import { launchEndpoint } from '../endpoints/launch';
import { pageEndpoint } from '../endpoints/pages';
import { pluginfileEndpoint, sessionFileEndpoint, tokenPluginfileEndpoint } from '../endpoints/pluginfile';
import { restEndpoint } from '../endpoints/rest';
import { tokenEndpoint } from '../endpoints/token';
import { ajaxEndpoint } from '../pages/ajax-door';
import { loginEndpoint, logoutEndpoint } from '../pages/login-pages';

/** Addresses in the order they are tried; one that ends in `/` stands for everything below it. */
const ROUTES: readonly (readonly [string, Endpoint])[] = [
  ['/webservice/rest/server.php', restEndpoint],
  ['/webservice/pluginfile.php/', pluginfileEndpoint],
  ['/login/token.php', tokenEndpoint],
  ['/admin/tool/mobile/launch.php', launchEndpoint],
  ['/lib/ajax/service-nologin.php', nologinEndpoint],
  ['/lib/ajax/service.php', ajaxEndpoint],
  ['/login/index.php', loginEndpoint],
  ['/login/logout.php', logoutEndpoint],
  ['/tokenpluginfile.php/', tokenPluginfileEndpoint],
  ['/pluginfile.php/', sessionFileEndpoint],
];

export function route(path: string): Endpoint {
  const found = ROUTES.find(([address]) =>
    address.endsWith('/') ? path.startsWith(address) : path === address,
  );
  return found?.[1] ?? pageEndpoint;
}
