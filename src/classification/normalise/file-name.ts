import { FILE_TYPES } from '../structure/file-types';

export interface FileName {
  /** The name without the extension. */
  stem: string;
  /** Lower case, without the dot; null when the name ends in no known one. */
  extension: string | null;
}

/** Only known extensions count, so that "Lecture 3.Sorting" or "v1.2" lose nothing. */
export function splitFileName(raw: string): FileName {
  const name = raw.trimEnd();
  const dot = name.lastIndexOf('.');
  if (dot <= 0 || name.length - dot > 9) return { stem: raw, extension: null };
  const extension = name.slice(dot + 1).toLowerCase();
  return FILE_TYPES.has(extension) ? { stem: name.slice(0, dot), extension } : { stem: raw, extension: null };
}
