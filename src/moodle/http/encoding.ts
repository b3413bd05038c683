const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * How an answer from this address may be packed (`Accept-Encoding`). A Moodle's JSON shrinks to an eighth; on the way to this very
 * machine that saves nothing, and unpacking takes as long as reading.
 */
export const acceptEncoding = (url: URL): string =>
  LOOPBACK.test(url.hostname) ? 'identity' : 'gzip, deflate, br';
