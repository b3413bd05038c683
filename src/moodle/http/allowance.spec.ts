import { Allowance } from './allowance';

const ceiling = { places: 6, perSecond: 48 };

describe('Allowance', () => {
  it('begins at the ceiling, and answers do not raise it', () => {
    const allowance = new Allowance(ceiling);
    for (let index = 0; index < 100; index += 1) allowance.answered();
    expect([allowance.places, allowance.perSecond]).toEqual([6, 48]);
  });

  it('halves places and pace with each sign, down to one place and a pace that is not nothing', () => {
    const allowance = new Allowance(ceiling);
    const seen = Array.from({ length: 7 }, () => {
      allowance.overloaded(allowance.currentRound);
      return [allowance.places, allowance.perSecond];
    });
    expect(seen).toEqual([
      [3, 24],
      [1, 12],
      [1, 6],
      [1, 3],
      [1, 1.5],
      [1, 1.5],
      [1, 1.5],
    ]);
  });

  it('takes requests that fail together for one sign', () => {
    const allowance = new Allowance(ceiling);
    const round = allowance.currentRound;
    for (let index = 0; index < 6; index += 1) allowance.overloaded(round);
    expect(allowance.places).toBe(3);
  });

  it('grows by one place after many answers', () => {
    const allowance = new Allowance(ceiling);
    allowance.overloaded(allowance.currentRound);
    const answersUntil = (places: number): number => {
      let answers = 0;
      for (; allowance.places < places; answers += 1) allowance.answered();
      return answers;
    };
    expect([4, 5, 6].map(answersUntil)).toEqual([30, 40, 50]);
  });
});
