/** A count in words: «קורס אחד», «שני קורסים», «3 קורסים». Without `two` two are counted like many. */
export function counted(
  n: number,
  words: { readonly one: string; readonly two?: string; readonly many: string },
): string {
  if (n === 1) return words.one;
  return n === 2 && words.two !== undefined ? words.two : `${n} ${words.many}`;
}
