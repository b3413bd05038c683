import type { Request } from 'express';

/** What is read of Express's own router; its types leave it out. */
interface Layer {
  readonly route?: { readonly methods: Readonly<Record<string, boolean>> };
  match(path: string): boolean;
}

/** Methods that are answered at this path, in capitals; none where nothing is. */
export function allowedMethods({ app }: Request, path: string): string[] {
  const { stack } = app.router as unknown as { readonly stack: readonly Layer[] };
  const methods = stack.flatMap((layer) => {
    // What takes every method, CONNECT included, is no route but what answers for those that are missing.
    if (!layer.route || layer.route.methods.connect || !layer.match(path)) return [];
    return Object.keys(layer.route.methods).map((method) => method.toUpperCase());
  });
  const withHead = methods.includes('GET') ? [...methods, 'HEAD'] : methods;
  return [...new Set(withHead)].sort();
}
