interface Listens {
  addEventListener(type: string, listener: () => void): void;
  removeEventListener(type: string, listener: () => void): void;
}

const listens = (value: unknown): value is Listens =>
  typeof value === 'object' &&
  value !== null &&
  'addEventListener' in value &&
  typeof value.addEventListener === 'function' &&
  'removeEventListener' in value &&
  typeof value.removeEventListener === 'function';

/**
 * Calls `wake` when a browser's page is shown again or its network is back. Where there is no browser (React Native, Node) nobody tells:
 * the application calls `wake` itself.
 *
 * @returns stops listening
 */
export function onWaking(wake: () => void, world: object = globalThis): () => void {
  const page: unknown = 'document' in world ? world.document : undefined;
  const shown = (): void => {
    if (
      typeof page === 'object' &&
      page !== null &&
      'visibilityState' in page &&
      page.visibilityState === 'visible'
    )
      wake();
  };
  const heard: (readonly [Listens, string, () => void])[] = [];
  if (listens(page)) heard.push([page, 'visibilitychange', shown]);
  if (listens(page) && listens(world)) heard.push([world, 'pageshow', wake], [world, 'online', wake]);
  for (const [target, type, listener] of heard) target.addEventListener(type, listener);
  return () => {
    for (const [target, type, listener] of heard) target.removeEventListener(type, listener);
  };
}
