import type { INestApplicationContext } from '@nestjs/common';
import type { ParseArgsConfig } from 'node:util';
import type { Settings } from '../config';
import type { SchemaPreparer, SchemaStatus } from '../database';
import type { UniversityEntry } from '../universities';

/** How a command ends the process. */
export const EXIT = { ok: 0, wrong: 1, usage: 2, unreachable: 3 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export interface Outcome {
  readonly exit: ExitCode;
  /** The one object that `--json` prints. */
  readonly json: object;
  /** The same for a person. */
  readonly text: string;
}

/** What was asked cannot be asked so; the message says how it can. Ends with 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What was asked for is not there, or cannot be done. Ends with 1. */
export class NotDone extends Error {
  override readonly name = 'NotDone';

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** The database is not reached; the message says why, and no address. Ends with 3. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';

  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** What a command may use, opened when it asks for it and closed when it is done. */
export interface Spike {
  readonly settings: Settings;
  readonly universities: readonly UniversityEntry[];
  /** The database with whatever schema it has. @throws Unreachable */
  schema(): Promise<{ readonly preparer: SchemaPreparer; readonly status: SchemaStatus }>;
  /** The rooms of a node, of which none does anything by itself. @throws Unreachable; NotDone with a schema that is older than this program */
  app(options?: { readonly anySchema?: boolean }): Promise<INestApplicationContext>;
}

export interface Input {
  /** What stands behind the words of the command. */
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
}

export interface Command {
  /** As it is typed: `job show`. */
  readonly words: string;
  /** What follows: `ID [--events]`. */
  readonly usage: string;
  readonly summary: string;
  readonly options?: NonNullable<ParseArgsConfig['options']>;
  /** How many arguments follow, at least and at most. */
  readonly takes: readonly [number, number];
  run(spike: Spike, input: Input): Promise<Outcome>;
}
