import { Client, type ClientConfig } from 'pg';

/**
 * A connection whose end is heard from its first moment. A server that is shutting down may say so in the same breath in which it lets
 * somebody in, before anybody could listen; an error that nobody listens to ends the process. Statements under way fail by themselves.
 */
export class ListenedClient extends Client {
  constructor(config?: string | ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}
