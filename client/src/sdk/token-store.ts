/** What a client without cookies (a phone, a script) keeps between runs. */
export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** Where tokens live: a phone's keychain, a file, memory. `null` means signed out. */
export interface TokenStore {
  read(): Tokens | null | Promise<Tokens | null>;
  write(tokens: Tokens | null): void | Promise<void>;
}

export function memoryTokenStore(initial: Tokens | null = null): TokenStore {
  let kept = initial;
  return {
    read: () => kept,
    write: (tokens) => {
      kept = tokens;
    },
  };
}
