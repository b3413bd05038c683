/** A number of the feed, as kept in a browser; anything else is none. */
function number(id: string | null): bigint | null {
  return id !== null && /^\d{1,18}$/.test(id) ? BigInt(id) : null;
}

/** Whether a change came after the one that was last seen; where nothing was ever seen, nothing is new. */
export function isAfter(id: string, seen: string | null): boolean {
  const [a, b] = [number(id), number(seen)];
  return a !== null && b !== null && a > b;
}

/** The later of two numbers of the feed. */
export const later = (a: string, b: string | null): string => (b === null || isAfter(a, b) ? a : b);
