/** One `Set-Cookie` header: name, value, and attributes by their lower-case names (`true` for those without a value). */
export interface SetCookie {
  readonly name: string;
  readonly value: string;
  readonly attributes: Readonly<Record<string, string | true>>;
}

export function setCookies(headers: Headers): ReadonlyMap<string, SetCookie> {
  const parsed = headers.getSetCookie().map((line): SetCookie => {
    const [pair = '', ...rest] = line.split(';').map((part) => part.trim());
    const attributes = rest.map((part): [string, string | true] => {
      const [name = '', value] = part.split('=');
      return [name.toLowerCase(), value ?? true];
    });
    const mark = pair.indexOf('=');
    return {
      name: pair.slice(0, mark),
      value: decodeURIComponent(pair.slice(mark + 1)),
      attributes: Object.fromEntries(attributes),
    };
  });
  return new Map(parsed.map((cookie) => [cookie.name, cookie]));
}

/** The `Cookie` header of a browser that was given these, those that were taken back left out. */
export function cookieHeader(headers: Headers): string {
  return [...setCookies(headers).values()]
    .filter(({ value }) => value !== '')
    .map(({ name, value }) => `${name}=${value}`)
    .join('; ');
}
