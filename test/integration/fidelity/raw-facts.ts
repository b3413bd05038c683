import type { Facts } from './facts';
import type { RawFile } from './raw-moodle';

/** Moodle writes 0 for "none". */
export const orNone = (value: number | null | undefined): number | null =>
  value === undefined || value === 0 ? null : value;

export function fileFacts(facts: Facts, place: string, files: readonly RawFile[]): void {
  for (const file of files)
    facts.tell('file', `${place} ${file.filepath ?? '/'}${file.filename}`, {
      size: file.filesize,
      'media type': file.mimetype ?? null,
      modified: orNone(file.timemodified),
    });
}
