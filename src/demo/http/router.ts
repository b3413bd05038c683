import { Endpoint } from '../endpoints/context';
import { nologinEndpoint, sessionlessEndpoint } from '../endpoints/ajax';
import { launchEndpoint, loginEndpoint } from '../endpoints/launch';
import { pageEndpoint } from '../endpoints/pages';
import { pluginfileEndpoint, sessionFileEndpoint, tokenPluginfileEndpoint } from '../endpoints/pluginfile';
import { restEndpoint } from '../endpoints/rest';
import { tokenEndpoint } from '../endpoints/token';

/** Addresses in the order they are tried; one that ends in `/` stands for everything below it. */
const ROUTES: readonly (readonly [string, Endpoint])[] = [
  ['/webservice/rest/server.php', restEndpoint],
  ['/webservice/pluginfile.php/', pluginfileEndpoint],
  ['/login/token.php', tokenEndpoint],
  ['/login/index.php', loginEndpoint],
  ['/admin/tool/mobile/launch.php', launchEndpoint],
  ['/lib/ajax/service-nologin.php', nologinEndpoint],
  ['/lib/ajax/service.php', sessionlessEndpoint],
  ['/tokenpluginfile.php/', tokenPluginfileEndpoint],
  ['/pluginfile.php/', sessionFileEndpoint],
];

export function route(path: string): Endpoint {
  const found = ROUTES.find(([address]) =>
    address.endsWith('/') ? path.startsWith(address) : path === address,
  );
  return found?.[1] ?? pageEndpoint;
}
