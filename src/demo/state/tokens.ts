import { createHash } from 'node:crypto';
import { StudentModel } from '../model';

type Found = { student: StudentModel } | { refused: 'invalidtoken' | 'accessexception' };

/**
 * Web-service tokens. They follow from the name of the student, so that a demo university that was started again
 * still knows the tokens it gave out before.
 */
export class Tokens {
  readonly #generations = new Map<string, number>();
  readonly #owners = new Map<string, StudentModel>();
  readonly #expired = new Set<string>();

  register(student: StudentModel): void {
    this.#owners.set(this.of(student), student);
  }

  /** 32 hex digits, the same at every asking until revoked. */
  of(student: StudentModel): string {
    const generation = this.#generations.get(student.username) ?? 0;
    return digest(`token ${student.username} ${generation}`);
  }

  /** The token of a student who signs in: an expired one is replaced by a new one. */
  issue(student: StudentModel): string {
    if (this.#expired.has(this.of(student))) this.revoke(student);
    return this.of(student);
  }

  privateKeyOf(student: StudentModel): string {
    return digest(`files ${student.username}`);
  }

  find(token: string): Found {
    const student = this.#owners.get(token);
    if (student === undefined) return { refused: 'invalidtoken' };
    if (!this.#expired.has(token)) return { student };
    // Moodle refuses an expired token once, deletes it, and does not know it afterwards.
    this.revoke(student);
    return { refused: 'accessexception' };
  }

  findByPrivateKey(key: string): StudentModel | undefined {
    return [...this.#owners.values()].find((student) => this.privateKeyOf(student) === key);
  }

  revoke(student: StudentModel): void {
    this.#owners.delete(this.of(student));
    this.#expired.delete(this.of(student));
    this.#generations.set(student.username, (this.#generations.get(student.username) ?? 0) + 1);
    this.register(student);
  }

  expire(student: StudentModel): void {
    this.#expired.add(this.of(student));
  }
}

function digest(text: string): string {
  return createHash('md5').update(`demo university ${text}`).digest('hex');
}
