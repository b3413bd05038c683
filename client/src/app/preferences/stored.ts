/** A small value kept in this browser; a browser that keeps nothing (private mode) is no error. */
export function stored(name: string) {
  return {
    read(): string | null {
      try {
        return localStorage.getItem(name);
      } catch {
        return null;
      }
    },
    write(value: string): void {
      try {
        localStorage.setItem(name, value);
      } catch {
        // Nothing depends on it being kept.
      }
    },
  };
}
