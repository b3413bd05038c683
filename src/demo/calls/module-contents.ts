import { phpJson } from '../http/php-json';
import { FileModel, ModuleModel } from '../model';
import { fileUrl, moduleArea } from './file-rows';
import { asFileName } from './names';

type Row = Record<string, unknown>;

const NOBODY = { userid: null, author: null, license: null };

/** The `contents` of one module: its files, its target, its pages. */
export function contentsOf(module: ModuleModel, name: string, siteUrl: string): Row[] {
  const rows: Partial<Record<string, () => Row[]>> = {
    url: () => [targetRow(module, name)],
    page: () => [
      ...module.files.map((file) => uploadedRow(module, file, siteUrl, false)),
      pageRow(module, siteUrl),
    ],
    book: () => bookRows(module, siteUrl),
  };
  return rows[module.type]?.() ?? module.files.map((file) => uploadedRow(module, file, siteUrl, true));
}

export function contentsInfo(rows: Row[]): Row {
  const types = rows.flatMap((row) => (typeof row.mimetype === 'string' ? [row.mimetype] : []));
  const numbers = (key: string): number[] => rows.map((row) => Number(row[key] ?? 0));
  return {
    filescount: rows.length,
    filessize: numbers('filesize').reduce((sum, size) => sum + size, 0),
    lastmodified: Math.max(0, ...numbers('timemodified')),
    mimetypes: [...new Set(types)],
    ...(rows.length === 0 ? {} : { repositorytype: '' }),
  };
}

function uploadedRow(module: ModuleModel, file: FileModel, siteUrl: string, signed: boolean): Row {
  return {
    type: 'file',
    filename: file.name,
    filepath: file.path,
    filesize: file.size,
    fileurl: `${fileUrl(siteUrl, moduleArea(module), file.path, file.name)}?forcedownload=1`,
    timecreated: file.created,
    timemodified: file.modified,
    sortorder: module.type === 'resource' && file === module.files[0] ? 1 : 0,
    mimetype: file.mimetype,
    isexternalfile: false,
    ...(signed ? { userid: 2, author: file.author, license: 'allrightsreserved' } : NOBODY),
  };
}

function targetRow(module: ModuleModel, name: string): Row {
  return {
    type: 'url',
    filename: asFileName(name),
    filepath: null,
    filesize: 0,
    fileurl: module.url,
    timecreated: null,
    timemodified: module.modified,
    sortorder: null,
    ...NOBODY,
  };
}

function pageRow(module: ModuleModel, siteUrl: string): Row {
  return {
    type: 'file',
    filename: 'index.html',
    filepath: '/',
    filesize: 0,
    fileurl: `${fileUrl(siteUrl, moduleArea(module, 'content', null), '/', 'index.html')}?forcedownload=1`,
    timecreated: null,
    timemodified: module.modified,
    sortorder: 1,
    ...NOBODY,
  };
}

function bookRows(module: ModuleModel, siteUrl: string): Row[] {
  const times = { timecreated: module.modified, timemodified: module.modified, sortorder: 0, ...NOBODY };
  const structure = module.chapters.map((chapter) => ({
    title: chapter.title,
    href: `${chapter.id}/index.html`,
    level: 0,
    hidden: '0',
    subitems: [],
  }));
  return [
    {
      type: 'content',
      filename: 'structure',
      filepath: '/',
      filesize: 0,
      fileurl: null,
      content: phpJson(structure),
      ...times,
    },
    ...module.chapters.map((chapter) => ({
      type: 'file',
      filename: 'index.html',
      filepath: `/${chapter.id}/`,
      filesize: 0,
      fileurl: fileUrl(siteUrl, moduleArea(module, 'chapter', chapter.id), '/', 'index.html'),
      content: chapter.title,
      ...times,
      tags: [],
    })),
  ];
}
