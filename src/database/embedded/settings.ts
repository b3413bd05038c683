import { ownClusterName } from './previous-server';

/** Good for one application on one machine; the caller's settings go before them. */
const DEFAULTS: Record<string, string> = {
  max_connections: '100',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Our reader of the log adds a time of its own.
  log_line_prefix: '[%p] ',
};

/** For tests: everything that only protects data from a crash of the machine is off. */
const NOT_DURABLE: Record<string, string> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
};

/** What nobody may change: reachable from this machine only, by password only, and recognisable as ours. */
const fixed = (port: number): Record<string, string> => ({
  listen_addresses: '127.0.0.1',
  port: String(port),
  unix_socket_directories: '',
  logging_collector: 'off',
  cluster_name: ownClusterName(),
});

/** Arguments of `postgres`: `-c name=value` for each setting. */
export function settingsAsArguments(
  port: number,
  durable: boolean,
  wanted: Record<string, string> = {},
): string[] {
  const all = { ...DEFAULTS, ...(durable ? {} : NOT_DURABLE), ...wanted, ...fixed(port) };
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
