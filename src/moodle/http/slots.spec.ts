import { Slots } from './slots';

const never = new AbortController().signal;

/** Records the order in which places were given. */
function taker(slots: Slots, order: string[]) {
  return async (name: string, urgent = false): Promise<() => void> => {
    const release = await slots.acquire(never, urgent);
    order.push(name);
    return release;
  };
}

describe('Slots', () => {
  it('gives no more places than it has, in the order of asking', async () => {
    const order: string[] = [];
    const take = taker(new Slots(2), order);
    const first = await take('a');
    await take('b');
    const third = take('c');
    const fourth = take('d');
    expect(order).toEqual(['a', 'b']);
    first();
    (await third)();
    await fourth;
    expect(order).toEqual(['a', 'b', 'c', 'd']);
  });

  it('lets the urgent pass those that wait', async () => {
    const order: string[] = [];
    const take = taker(new Slots(1), order);
    const first = await take('a');
    const ordinary = take('sync');
    const urgent = take('sign-in', true);
    first();
    (await urgent)();
    await ordinary;
    expect(order).toEqual(['a', 'sign-in', 'sync']);
  });

  it('gives a place back once, however often it is told to', async () => {
    const order: string[] = [];
    const take = taker(new Slots(1), order);
    const first = await take('a');
    first();
    first();
    const second = await take('b');
    const third = take('c');
    first();
    expect(order).toEqual(['a', 'b']);
    second();
    await third;
    expect(order).toEqual(['a', 'b', 'c']);
  });

  it('lets whoever waits leave with the abort reason, and passes its place on', async () => {
    const slots = new Slots(1);
    const order: string[] = [];
    const take = taker(slots, order);
    const first = await take('a');
    const controller = new AbortController();
    const leaving = slots.acquire(controller.signal);
    const staying = take('c');
    const reason = new Error('cancelled');
    controller.abort(reason);
    await expect(leaving).rejects.toBe(reason);
    first();
    await staying;
    expect(order).toEqual(['a', 'c']);
  });

  it('gives nothing to a signal that has already aborted', async () => {
    const reason = new Error('cancelled');
    await expect(new Slots(1).acquire(AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
