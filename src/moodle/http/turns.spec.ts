import { Turns } from './turns';

const drained = (turns: Turns<string>): string[] => {
  const order: string[] = [];
  for (let item = turns.next(); item !== undefined; item = turns.next()) order.push(item);
  return order;
};

describe('Turns', () => {
  it('serves readers in turn, each in the order of its asking', () => {
    const turns = new Turns<string>();
    for (const item of ['a1', 'a2', 'a3', 'a4']) turns.add('a', item);
    turns.add('b', 'b1');
    turns.add('c', 'c1');
    turns.add('c', 'c2');
    expect(turns.size).toBe(7);
    expect(drained(turns)).toEqual(['a1', 'b1', 'c1', 'a2', 'c2', 'a3', 'a4']);
    expect(turns.size).toBe(0);
  });

  it('lets a newcomer wait for one turn of each, not for all that they ask', () => {
    const turns = new Turns<string>();
    for (let index = 0; index < 200; index += 1) turns.add('busy', `busy${index}`);
    turns.next();
    turns.add('new', 'first');
    expect([turns.next(), turns.next()]).toEqual(['busy1', 'first']);
  });

  it('forgets whoever leaves, and nobody else', () => {
    const turns = new Turns<string>();
    turns.add('a', 'a1');
    turns.add('a', 'a2');
    turns.add('b', 'b1');
    turns.remove('a', 'a1');
    turns.remove('a', 'never there');
    turns.remove('nobody', 'a2');
    expect([turns.size, ...turns]).toEqual([2, 'a2', 'b1']);
    turns.remove('a', 'a2');
    expect(drained(turns)).toEqual(['b1']);
  });
});
