import { Logger } from '@nestjs/common';
import { AppError } from '../../errors';
import { inTransaction } from './transaction';

const logger = new Logger('Library');

/**
 * SQLSTATE classes that are about these rows, not about the database: cardinality (21), a value that cannot be (22), a constraint (23), a
 * limit of PostgreSQL's (54), and a transaction that gave way to another one (40). Other rows are stored all the same.
 */
const ABOUT_THE_ROWS = /^(?:21|22|23|40|54)...$/;

const fieldOf = (thrown: object, field: string): string | null => {
  const value: unknown = Object.getOwnPropertyDescriptor(thrown, field)?.value;
  return typeof value === 'string' ? value : null;
};

/**
 * As `inTransaction`; rejects with `library.not-stored` where PostgreSQL refused the rows, so that they cost no more than themselves, and
 * with all else as it came.
 */
export async function storing<T>(...work: Parameters<typeof inTransaction<T>>): Promise<T> {
  try {
    return await inTransaction(...work);
  } catch (thrown) {
    throw asRefusedRows(thrown);
  }
}

/** The log names places and no value. */
function asRefusedRows(thrown: unknown): unknown {
  if (typeof thrown !== 'object' || thrown === null) return thrown;
  const code = fieldOf(thrown, 'code');
  if (code === null || !ABOUT_THE_ROWS.test(code)) return thrown;
  const [table, constraint] = [fieldOf(thrown, 'table'), fieldOf(thrown, 'constraint')];
  logger.error({ msg: 'PostgreSQL refused rows', sqlState: code, table, constraint });
  return new AppError('library.not-stored', { detail: `SQLSTATE ${code}` });
}
