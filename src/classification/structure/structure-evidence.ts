import type { ItemInput } from '../item';
import type { Evidence } from '../model/evidence';
import { extensionOfMimeType, FILE_TYPES } from './file-types';
import { hostOfUrl } from './hosts';
import { MODULE_TYPES } from './module-types';
import { splitFileName } from '../normalise/file-name';

/** What Moodle knows of an item, its name aside. */
export function structureEvidence(item: ItemInput, extension: string | null): Evidence[] {
  return [...moduleEvidence(item), ...fileEvidence(extension), ...hostEvidence(item)];
}

function moduleEvidence({ modType }: ItemInput): Evidence[] {
  const type = MODULE_TYPES.get(modType);
  if (type === undefined) return [];
  return [{ source: 'module', target: type.category, weight: type.weight, shown: `${type.he}|${type.en}` }];
}

function fileEvidence(extension: string | null): Evidence[] {
  const type = extension === null ? undefined : FILE_TYPES.get(extension);
  if (type === undefined) return [];
  return [{ source: 'file_type', target: type.category, weight: type.weight, shown: extension ?? '' }];
}

function hostEvidence({ url }: ItemInput): Evidence[] {
  const host = url ? hostOfUrl(url) : null;
  return host === null
    ? []
    : [{ source: 'host', target: host.category, weight: host.weight, shown: host.name }];
}

/** The extension of the name itself, else of the first file, else the one its MIME type stands for. */
export function extensionOf(item: ItemInput, ofName: string | null): string | null {
  if (ofName !== null) return ofName;
  const file = item.fileNames?.[0];
  const ofFile = file === undefined ? null : splitFileName(file).extension;
  const mime = item.mimeTypes?.[0];
  return ofFile ?? (mime === undefined ? null : extensionOfMimeType(mime));
}
