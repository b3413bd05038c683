import { FileModel } from '../model';
import { pdfBody } from './pdf';
import { pngBody } from './png';
import { docxEntries, zipBody } from './zip';

type Maker = (file: FileModel) => Buffer;

const MAKERS: Record<string, Maker> = {
  pdf: (file) => pdfBody(file.title, file.size),
  png: (file) => pngBody(file.title, file.size),
  zip: (file) => zipBody([{ name: 'readme.txt', body: file.title }], file.size),
  docx: (file) => zipBody(docxEntries(file.title), file.size),
  pptx: (file) => zipBody([{ name: 'readme.txt', body: file.title }], file.size),
  xlsx: (file) => zipBody([{ name: 'readme.txt', body: file.title }], file.size),
  ipynb: (file) => notebookBody(file.title, file.size),
};

/** Bodies kept ready; more would hold a whole university's files in memory. */
const KEPT = 48;
const made = new Map<FileModel, Buffer>();

/** The bytes of a file: the same at every asking, exactly as many as its size says, and a valid file of its kind. */
export function bodyOf(file: FileModel): Buffer {
  const kept = made.get(file);
  if (kept !== undefined && kept.length === file.size) return kept;
  const extension = file.name.slice(file.name.lastIndexOf('.') + 1).toLowerCase();
  const body = (MAKERS[extension] ?? textBody)(file);
  const oldest = made.size >= KEPT ? made.keys().next() : undefined;
  if (oldest?.value) made.delete(oldest.value);
  made.set(file, body);
  return body;
}

function textBody(file: FileModel): Buffer {
  return padded(`# ${file.title}\n`, '', file.size, '#\n');
}

function notebookBody(title: string, size: number): Buffer {
  const head = JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { title }, cells: [] });
  return padded(head.slice(0, -1), '}', size, ' \n');
}

/** `head`, then filling, then `tail`: `size` bytes in all. */
export function padded(head: string, tail: string, size: number, filling: string): Buffer {
  const body = Buffer.alloc(size, filling);
  const start = Buffer.from(head);
  const end = Buffer.from(tail);
  start.copy(body, 0);
  end.copy(body, Math.max(0, size - end.length));
  return body;
}
