import type { MoodleFile } from '../words';
import { Drops, readEach } from './lists';
import { record } from './record';
import { count, requiredText, text, time } from './scalars';

const file = record({
  filename: requiredText,
  filepath: text,
  filesize: count,
  fileurl: requiredText,
  timecreated: time,
  timemodified: time,
  sortorder: count,
  mimetype: text,
  author: text,
});

/** Files as Moodle lists them (contents, attachments). */
export function readFiles(value: unknown, where: string, drops: Drops): MoodleFile[] {
  return readEach(file, value, where, drops).map((row) => ({
    name: row.filename,
    path: row.filepath ?? '/',
    size: row.filesize,
    url: row.fileurl,
    mimeType: row.mimetype,
    createdAt: row.timecreated,
    modifiedAt: row.timemodified,
    author: row.author,
    sortOrder: row.sortorder,
  }));
}
