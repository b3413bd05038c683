import { AppError } from './app-error';
import { withRetry } from './with-retry';

const passing = () => new AppError('moodle.unreachable');
const final = () => new AppError('auth.invalid-credentials');
const noRandom = () => 0;

describe('withRetry', () => {
  it('tries three times with growing waits and then rejects with the last error', async () => {
    const waits: number[] = [];
    let calls = 0;
    const run = withRetry(
      async () => {
        calls += 1;
        throw passing();
      },
      3,
      1000,
      { sleep: async (ms) => void waits.push(ms), random: noRandom },
    );
    await expect(run).rejects.toMatchObject({ code: 'moodle.unreachable' });
    expect(calls).toBe(3);
    expect(waits).toEqual([1000, 2000]);
  });

  it('answers with the first success', async () => {
    const result = await withRetry(
      async (attempt) => {
        if (attempt < 2) throw passing();
        return attempt;
      },
      3,
      1000,
      { sleep: async () => undefined },
    );
    expect(result).toBe(2);
  });

  it('does not repeat what cannot pass', async () => {
    let calls = 0;
    await expect(
      withRetry(async () => {
        calls += 1;
        throw final();
      }),
    ).rejects.toMatchObject({ code: 'auth.invalid-credentials' });
    expect(calls).toBe(1);
  });

  it('wraps what is not an AppError and does not repeat it', async () => {
    await expect(
      withRetry(async () => {
        throw new TypeError('x is undefined');
      }),
    ).rejects.toMatchObject({ code: 'server.unexpected', cause: expect.any(TypeError) });
  });

  it('waits as long as the other side asked for, up to the bound', async () => {
    const waits: number[] = [];
    const run = withRetry(
      async () => {
        throw new AppError('moodle.busy', { retryAfterMs: 300_000 });
      },
      2,
      1000,
      { sleep: async (ms) => void waits.push(ms), random: noRandom, maxDelayMs: 30_000 },
    );
    await expect(run).rejects.toMatchObject({ code: 'moodle.busy' });
    expect(waits).toEqual([30_000]);
  });

  it('stops in the middle of a wait when it is cancelled', async () => {
    const controller = new AbortController();
    const reason = new Error('cancelled');
    const run = withRetry(
      async () => {
        throw passing();
      },
      3,
      60_000,
      { signal: controller.signal, onRetry: () => queueMicrotask(() => controller.abort(reason)) },
    );
    await expect(run).rejects.toMatchObject({ name: 'AbortError' });
  });
});
