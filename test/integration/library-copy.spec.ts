import { inTransaction } from '../../src/library/persistence/transaction';
import { type LibraryDatabase, openLibraryDatabase } from './library-fixtures';

describe('rows that are copied into a table', () => {
  let db: LibraryDatabase;

  beforeAll(async () => {
    db = await openLibraryDatabase();
    await db.dataSource.query('CREATE TABLE copied (number integer PRIMARY KEY, name text, facts json)');
  });
  afterAll(() => db.close());
  beforeEach(() => db.dataSource.query('TRUNCATE copied'));

  const rows = () => db.dataSource.query<object[]>('SELECT * FROM copied ORDER BY number');
  const COLUMNS = ['number', 'name', 'facts'];

  it('are stored while more of them are made', async () => {
    function* lines(): Generator<string> {
      for (let number = 0; number < 20_000; number += 1) yield `${number}\tשורה ${number}\t{"a":"\\\\n"}`;
    }
    await inTransaction(db.dataSource, {}, (query) => query.copy('copied', COLUMNS, lines()));
    const stored = await rows();
    expect(stored).toHaveLength(20_000);
    expect(stored[12_345]).toEqual({ number: 12_345, name: 'שורה 12345', facts: { a: '\n' } });
  });

  it('may be longer than what goes out at a time, and lie between others', async () => {
    const long = 'שלום 😀 '.repeat(60_000);
    const lines = [
      '1\tone\t{}',
      `2\t${long}\t{}`,
      '3\tthree\t{}',
      `4\t${'x'.repeat(262_140)}\t{}`,
      '5\tfive\t{}',
    ];
    await inTransaction(db.dataSource, {}, (query) => query.copy('copied', COLUMNS, lines));
    expect((await rows()).map((row) => Reflect.get(row, 'name'))).toEqual([
      'one',
      long,
      'three',
      'x'.repeat(262_140),
      'five',
    ]);
  });

  it('may be none', async () => {
    await inTransaction(db.dataSource, {}, (query) => query.copy('copied', COLUMNS, []));
    expect(await rows()).toEqual([]);
  });

  it.each<[string, (controller: AbortController) => void, string]>([
    ['the run is cancelled', (controller) => controller.abort(new Error('cancelled')), 'cancelled'],
    [
      'the next one cannot be made',
      () => {
        throw new Error('no more');
      },
      'no more',
    ],
  ])('are undone when %s, and the connection goes on', async (_name, stop, message) => {
    const controller = new AbortController();
    function* lines(): Generator<string> {
      for (let number = 0; number < 50_000; number += 1) {
        if (number === 30_000) stop(controller);
        yield `${number}\tone\t{}`;
      }
    }
    const copied = inTransaction(db.dataSource, { signal: controller.signal }, (query) =>
      query.copy('copied', COLUMNS, lines()),
    );
    await expect(copied).rejects.toThrow(message);
    expect(await rows()).toEqual([]);
    await inTransaction(db.dataSource, {}, (query) => query.copy('copied', COLUMNS, ['1\tone\t{}']));
    expect(await rows()).toHaveLength(1);
  });

  it('are refused with what PostgreSQL says', async () => {
    const twice = inTransaction(db.dataSource, {}, (query) =>
      query.copy('copied', COLUMNS, ['1\tone\t{}', '1\ttwo\t{}']),
    );
    await expect(twice).rejects.toMatchObject({ code: '23505' });
    expect(await rows()).toEqual([]);
  });

  it('end with the connection', async () => {
    let terminated: Promise<unknown> = Promise.resolve();
    function* lines(pid: number): Generator<string> {
      for (let number = 0; number < 200_000; number += 1) {
        if (number === 100_000) terminated = db.dataSource.query('SELECT pg_terminate_backend($1)', [pid]);
        yield `${number}\tone\t{}`;
      }
    }
    const ended = inTransaction(db.dataSource, {}, async (query) => {
      const [own] = await query<{ pid: number }>('SELECT pg_backend_pid() AS pid', []);
      await query.copy('copied', COLUMNS, lines(own?.pid ?? 0));
      // On a busy machine the last line may be there before the end of the connection is.
      await terminated;
      for (;;) await query('SELECT 1', []);
    });
    await expect(ended).rejects.toThrow();
    expect(await rows()).toEqual([]);
  });
});
