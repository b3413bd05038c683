import { createHash, randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface EncryptionKey {
  /** First 8 hex digits of the key's SHA-256: says which key sealed a value, and nothing about the key. */
  readonly id: string;
  readonly key: Buffer;
}

/** The first key seals; every key opens. */
export type EncryptionKeys = readonly [EncryptionKey, ...EncryptionKey[]];

const KEY_BYTES = 32;

function parseKey(text: string): EncryptionKey | null {
  const key = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64');
  if (key.length !== KEY_BYTES) return null;
  return { id: createHash('sha256').update(key).digest('hex').slice(0, 8), key };
}

/** Keys from `ENCRYPTION_KEY`, or `null` when one of them is not 32 bytes. */
export function parseKeys(text: string): EncryptionKeys | null {
  const [first, ...rest] = text.split(',').map((part) => parseKey(part.trim()));
  if (!first || rest.some((key) => !key)) return null;
  return [first, ...rest.filter((key): key is EncryptionKey => key !== null)];
}

interface StoredSecrets {
  readonly encryptionKey: string;
  readonly jwtSecret: string;
}

/** The secrets kept under `dataDir` (file mode 0600), made on the first start. Two starts at once agree on one set. */
export function readOrMakeSecrets(dataDir: string): StoredSecrets {
  const file = path.join(dataDir, 'secrets.json');
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true });
    const made: StoredSecrets = {
      encryptionKey: randomBytes(KEY_BYTES).toString('base64'),
      jwtSecret: randomBytes(KEY_BYTES).toString('base64'),
    };
    const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
    writeFileSync(draft, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
    try {
      linkSync(draft, file); // fails when another start was first: then its file is the one
    } catch (error) {
      if (!existsSync(file)) throw error;
    } finally {
      rmSync(draft);
    }
  }
  return readSecrets(file);
}

/** The file cannot be used; the message names it and holds nothing of it. */
export class SecretsFileError extends Error {
  override readonly name = 'SecretsFileError';
}

function readSecrets(file: string): StoredSecrets {
  const text = readFileSync(file, 'utf8');
  try {
    const { encryptionKey, jwtSecret } = JSON.parse(text) as Partial<Record<keyof StoredSecrets, unknown>>;
    if (
      typeof encryptionKey === 'string' &&
      parseKeys(encryptionKey) &&
      typeof jwtSecret === 'string' &&
      jwtSecret !== ''
    ) {
      return { encryptionKey, jwtSecret };
    }
  } catch {
    // told below, without what the parser quotes
  }
  throw new SecretsFileError(
    `${file} is damaged. Put it back from a backup; without it nobody's stored sign-in opens, and deleting it signs everybody out.`,
  );
}
