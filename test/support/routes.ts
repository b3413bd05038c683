import type { Spike } from './spike';

export interface Route {
  readonly method: string;
  /** As it is registered, e.g. `/api/courses/:id`. */
  readonly path: string;
}

interface Layer {
  readonly route?: { readonly path: unknown; readonly methods: Readonly<Record<string, boolean>> };
}

/** Every route the running application answers, so that one that is new cannot be forgotten; the API's own documentation left out. */
export function routesOf({ app }: Pick<Spike, 'app'>): readonly Route[] {
  const { router } = app.getHttpAdapter().getInstance() as { router: { stack: readonly Layer[] } };
  return router.stack.flatMap(({ route }) => {
    const path = route?.path;
    if (route === undefined || typeof path !== 'string' || path.startsWith('/api/docs')) return [];
    if (route.methods.connect) return []; // takes every method: what Nest answers with where there is no route
    return Object.keys(route.methods).map((method) => ({ method: method.toUpperCase(), path }));
  });
}

/** The address of a route, its parameters filled in by `fill`, which answers with text as it stands in an address. */
export const addressOf = ({ path }: Route, fill: (parameter: string) => string): string =>
  path.replace(/:(\w+)/g, (_colon, parameter: string) => fill(parameter));
