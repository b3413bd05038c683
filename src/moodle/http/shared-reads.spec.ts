import { keyOf, SharedReads } from './shared-reads';

const signal = (): AbortSignal => new AbortController().signal;

/** A question that is answered by hand. */
class Question {
  asked = 0;
  signal: AbortSignal | undefined;
  answer: (value: string) => void = () => undefined;
  fail: (error: Error) => void = () => undefined;

  readonly ask = (given: AbortSignal): Promise<string> => {
    this.asked += 1;
    this.signal = given;
    return new Promise((resolve, reject) => {
      this.answer = resolve;
      this.fail = reject;
      given.addEventListener('abort', () => reject(given.reason as Error), { once: true });
    });
  };
}

describe('SharedReads', () => {
  it('asks once for all who come while it is in flight, and anew afterwards', async () => {
    const reads = new SharedReads<string>();
    const question = new Question();
    const both = [reads.read('k', signal(), question.ask), reads.read('k', signal(), question.ask)];
    question.answer('x');
    expect(await Promise.all(both)).toEqual(['x', 'x']);
    expect([question.asked, reads.joined]).toEqual([1, 1]);
    const third = reads.read('k', signal(), question.ask);
    question.answer('y');
    expect([await third, question.asked, reads.joined]).toEqual(['y', 2, 1]);
  });

  it('keeps different questions apart', async () => {
    const reads = new SharedReads<string>();
    const [one, other] = [new Question(), new Question()];
    const values = [reads.read('k', signal(), one.ask), reads.read('l', signal(), other.ask)];
    one.answer('1');
    other.answer('2');
    expect(await Promise.all(values)).toEqual(['1', '2']);
  });

  it('shares a failure, and forgets it', async () => {
    const reads = new SharedReads<string>();
    const question = new Question();
    const both = [reads.read('k', signal(), question.ask), reads.read('k', signal(), question.ask)];
    const failure = new Error('failed');
    question.fail(failure);
    for (const value of both) await expect(value).rejects.toBe(failure);
    const next = reads.read('k', signal(), question.ask);
    question.answer('x');
    expect(await next).toBe('x');
  });

  it.each([0, 1])('goes on for the others when caller %i leaves', async (leaving) => {
    const reads = new SharedReads<string>();
    const question = new Question();
    const controllers = [new AbortController(), new AbortController()];
    const values = controllers.map((controller) => reads.read('k', controller.signal, question.ask));
    const reason = new Error('left');
    controllers[leaving]?.abort(reason);
    await expect(values[leaving]).rejects.toBe(reason);
    expect(question.signal?.aborted).toBe(false);
    question.answer('x');
    expect(await values[1 - leaving]).toBe('x');
  });

  it('gives the question up with the last caller, and asks anew for whoever comes then', async () => {
    const reads = new SharedReads<string>();
    const question = new Question();
    const controllers = [new AbortController(), new AbortController()];
    const values = controllers.map((controller) => reads.read('k', controller.signal, question.ask));
    controllers.forEach((controller) => controller.abort(new Error('left')));
    const given = question.signal;
    const late = reads.read('k', signal(), question.ask);
    expect(given?.aborted).toBe(true);
    for (const value of values) await expect(value).rejects.toThrow('left');
    question.answer('x');
    expect(await late).toBe('x');
    expect(question.asked).toBe(2);
  });

  it('asks nothing for a signal that has aborted', async () => {
    const question = new Question();
    const reason = new Error('left');
    await expect(new SharedReads<string>().read('k', AbortSignal.abort(reason), question.ask)).rejects.toBe(
      reason,
    );
    expect(question.asked).toBe(0);
  });
});

describe('keyOf', () => {
  it('tells parts apart wherever they are cut, and repeats none of them', () => {
    expect(keyOf('ab', 'c')).not.toBe(keyOf('a', 'bc'));
    expect(keyOf('ab', 'c')).toBe(keyOf('ab', 'c'));
    expect(keyOf('wstoken=c0ffee')).not.toContain('c0ffee');
  });
});
