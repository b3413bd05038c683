import { AppError, toAppError } from './app-error';

const withCode = (code: string): Error => Object.assign(new Error('said by the database'), { code });

describe('toAppError', () => {
  it.each([
    ['it is shut down', '57P01'],
    ['its disk is full', '53100'],
    ['its memory is full', '53200'],
    ['it is read-only', '25006'],
    ['its disk is broken', '58030'],
    ['its connection was cut', 'ETIMEDOUT'],
  ])('takes a database for away when %s', (_why, code) => {
    const cause = withCode(code);
    expect(toAppError(cause)).toMatchObject({ code: 'database.unavailable', retryable: true, cause });
  });

  it('takes what is wrong with a statement for a fault of ours', () => {
    for (const code of ['42601', '23505', '22P02'])
      expect(toAppError(withCode(code)).code).toBe('server.unexpected');
  });

  it('leaves what says already how to react', () => {
    const error = new AppError('sync.timeout');
    expect(toAppError(error)).toBe(error);
  });
});
