import { catchError, concatMap, defer, EMPTY, type Observable, type Subscription } from 'rxjs';

/**
 * Feeds `source` to `handler` one at a time, in order. A handler that fails loses its own event only: the failure goes to
 * `onError`, and the next event is delivered.
 */
export function deliver<T>(
  source: Observable<T>,
  handler: (event: T) => Promise<void> | void,
  onError: (error: unknown, event: T) => void,
): Subscription {
  return source
    .pipe(
      concatMap((event) =>
        defer(async () => handler(event)).pipe(
          catchError((error: unknown) => {
            onError(error, event);
            return EMPTY;
          }),
        ),
      ),
    )
    .subscribe();
}
