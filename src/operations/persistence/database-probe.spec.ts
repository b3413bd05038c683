import { faultOf } from './database-probe';

describe('faultOf', () => {
  it.each([
    ['25006', 'database.read-only'],
    ['53100', 'database.disk-full'],
    ['53300', 'database.out-of-connections'],
    ['57P03', 'database.starting'],
    ['28P01', 'database.refused'],
    ['XX001', 'database.failing'],
    ['ECONNREFUSED', 'database.unreachable'],
    ['ETIMEDOUT', 'database.unreachable'],
  ])('takes %s for %s', (code, fault) => {
    expect(faultOf(Object.assign(new Error('what it says is never shown'), { code }))).toBe(fault);
  });

  it('takes what has no code for a connection that broke', () => {
    expect(faultOf(new Error('Connection terminated unexpectedly'))).toBe('database.unreachable');
  });
});
