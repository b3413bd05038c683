import type { Sessions } from '../../auth';
import { EventBus } from '../../events';
import { SessionWatch } from './session-watch';

describe('SessionWatch', () => {
  it('ends what belongs to a session that is over, and not what came while it asked', async () => {
    let answer = (_active: ReadonlySet<string>): void => undefined;
    const asked: (readonly string[])[] = [];
    const findActive = (ids: readonly string[]): Promise<ReadonlySet<string>> => {
      asked.push(ids);
      return new Promise((resolve) => (answer = resolve));
    };
    const watch = new SessionWatch({ findActive } as unknown as Sessions, new EventBus());
    const ended: string[] = [];
    const open = (sessionId: string, name: string): void =>
      watch.watch(sessionId, { sessionEnded: (code) => void ended.push(`${name}: ${code}`) });
    open('over', 'phone');
    open('over', 'laptop');
    open('good', 'tablet');
    const checked = watch.check();
    open('new', 'another phone');
    answer(new Set(['good']));
    await checked;
    expect(asked).toEqual([['over', 'good']]);
    expect(ended).toEqual(['phone: auth.session-expired', 'laptop: auth.session-expired']);
    const again = watch.check();
    answer(new Set(['good']));
    await again;
    expect(asked[1]).toEqual(['good', 'new']);
    expect(ended.at(-1)).toBe('another phone: auth.session-expired');
  });
});
