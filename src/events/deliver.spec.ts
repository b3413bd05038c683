import { Subject } from 'rxjs';
import { deliver } from './deliver';
import { EventBus, type BusEvent } from './event-bus';

interface Counted extends BusEvent {
  readonly type: 'counted';
  readonly n: number;
}
const isCounted = (event: BusEvent): event is Counted => event.type === 'counted';

describe('EventBus', () => {
  it('hands a listener only what its guard lets through', () => {
    const bus = new EventBus();
    const seen: number[] = [];
    bus.on(isCounted).subscribe((event) => seen.push(event.n));
    bus.publish({ type: 'other' });
    bus.publish({ type: 'counted', n: 7 } as Counted);
    expect(seen).toEqual([7]);
  });
});

describe('deliver', () => {
  it('keeps order even when an earlier handler is slower', async () => {
    const source = new Subject<number>();
    const done: number[] = [];
    let releaseFirst = (): void => undefined;
    const first = new Promise<void>((resolve) => (releaseFirst = resolve));
    const finished = new Promise<void>((resolve) => {
      deliver(
        source,
        async (n) => {
          if (n === 1) await first;
          done.push(n);
          if (n === 2) resolve();
        },
        () => undefined,
      );
    });
    source.next(1);
    source.next(2);
    expect(done).toEqual([]);
    releaseFirst();
    await finished;
    expect(done).toEqual([1, 2]);
  });

  it('isolates a failing handler, synchronous or not', async () => {
    const source = new Subject<number>();
    const failed: number[] = [];
    const ok = new Promise<number>((resolve) => {
      deliver(
        source,
        (n) => {
          if (n < 3) throw new Error(`no ${n}`);
          resolve(n);
        },
        (_error, n) => failed.push(n),
      );
    });
    source.next(1);
    source.next(2);
    source.next(3);
    await expect(ok).resolves.toBe(3);
    expect(failed).toEqual([1, 2]);
  });
});
