/**
 * What can keep the embedded PostgreSQL from starting. Stable: branch on these, never on the message.
 *
 * - `no-binaries`: none were installed for this platform, or they do not run here.
 * - `data-unusable`: the data folder cannot be created, reached, written or understood.
 * - `initdb-failed`: PostgreSQL could not lay out a new data folder.
 * - `start-failed`: the server ended or stayed silent; the message ends with its last log lines.
 * - `other-major-version`: the data was written by another PostgreSQL major version.
 * - `data-in-use`: a living server, of another Spike or not of Spike at all, holds the data.
 */
export type EmbeddedPostgresErrorCode =
  'no-binaries' | 'data-unusable' | 'initdb-failed' | 'start-failed' | 'other-major-version' | 'data-in-use';

export class EmbeddedPostgresError extends Error {
  constructor(
    readonly code: EmbeddedPostgresErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'EmbeddedPostgresError';
  }
}
