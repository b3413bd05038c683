import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Settings } from '../config';
import { AppError } from '../errors';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export interface Sealed {
  /** Which key sealed it. */
  readonly keyId: string;
  /** nonce (12) · tag (16) · ciphertext */
  readonly bytes: Buffer;
}

/** Seals secrets for rest: AES-256-GCM, bound to whom they belong to, so that a sealed value cannot be moved to another row. */
@Injectable()
export class Sealer {
  constructor(private readonly settings: Settings) {}

  seal(secret: string, owner: string): Sealed {
    const [{ id, key }] = this.settings.encryptionKeys;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES }).setAAD(
      Buffer.from(owner),
    );
    const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return { keyId: id, bytes: Buffer.concat([nonce, cipher.getAuthTag(), text]) };
  }

  /** Throws `auth.moodle-token-expired` when no key at hand opens it: signing in again seals it anew. */
  open({ keyId, bytes }: Sealed, owner: string): string {
    const found = this.settings.encryptionKeys.find(({ id }) => id === keyId);
    if (!found) throw new AppError('auth.moodle-token-expired', { detail: `no encryption key ${keyId}` });
    try {
      const nonce = bytes.subarray(0, NONCE_BYTES);
      const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
      const decipher = createDecipheriv(ALGORITHM, found.key, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(owner)).setAuthTag(tag);
      return Buffer.concat([
        decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)),
        decipher.final(),
      ]).toString('utf8');
    } catch {
      throw new AppError('auth.moodle-token-expired', { detail: 'what was sealed does not open' });
    }
  }
}
