/** JSON inside JSON, as Moodle packs it; `null` where it is none. */
export function parseJsonText(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return null;
  }
}
