import { createHmac } from 'node:crypto';

export type Claims = Readonly<Record<string, unknown>>;

const encode = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url');

/** The claims of a JWT, unverified. */
export function claimsOf(token: string): Claims {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Claims;
}

/** A JWT as somebody could make one up: signed by HMAC with `secret` under the `alg` it names, or not signed at all. */
export function forgeJwt(claims: Claims, secret: string, alg: 'HS256' | 'HS512' | 'none' = 'HS256'): string {
  const signed = `${encode({ alg, typ: 'JWT' })}.${encode(claims)}`;
  if (alg === 'none') return `${signed}.`;
  const signature = createHmac(alg === 'HS256' ? 'sha256' : 'sha512', secret).update(signed);
  return `${signed}.${signature.digest('base64url')}`;
}
