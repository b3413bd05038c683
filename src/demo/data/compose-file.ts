import { FileModel } from '../model';
import { mimetypeOf } from './file-types';

interface FileOptions {
  name: string;
  path?: string;
  /** Bytes. */
  size: number;
  /** Unix seconds at which it was uploaded. */
  at: number;
  author: string;
  /** What its body says about itself; another title makes another body. */
  title: string;
}

export function composeFile({ name, path = '/', size, at, author, title }: FileOptions): FileModel {
  return { name, path, size, mimetype: mimetypeOf(name), created: at, modified: at, author, title };
}
