import { z } from 'zod';
import type { MoodleDate, MoodleActivity, MoodleSection } from '../words';
import { readChapters } from './chapters';
import { readCompletion } from './completion';
import { readFiles } from './files';
import { parseJsonText } from './json-text';
import { Drops, elementsOf, readEach, requireList, type Parsed } from './lists';
import { record } from './record';
import { formattedName, nameToText, richText } from './rich-text';
import { count, flag, id, optionalId, requiredText, text, time } from './scalars';

const section = record({
  id,
  name: formattedName,
  section: count,
  summary: richText,
  uservisible: flag(true),
  availabilityinfo: richText,
  modules: z.unknown().optional(),
});

const moduleRow = record({
  id,
  modname: text,
  instance: optionalId,
  name: formattedName,
  description: richText,
  url: text,
  uservisible: flag(true),
  visibleoncoursepage: flag(true),
  availabilityinfo: richText,
  indent: count,
  customdata: text,
  completiondata: z.unknown().optional(),
  dates: z.unknown().optional(),
  contents: z.unknown().optional(),
  contentsinfo: z.object({ lastmodified: time }).nullish().catch(null),
});
type ModuleRow = z.output<typeof moduleRow>;

const date = record({ label: text, timestamp: id, dataid: text });
const contentEntry = record({ type: text, fileurl: text });
const urlTarget = record({ fileurl: requiredText });
const subsection = z.object({ sectionid: optionalId });

/** Schemes that are safe to show as a link; `javascript:` and `data:` are not. */
const LINKABLE = new Set(['http:', 'https:', 'mailto:', 'tel:', 'ftp:']);

const PLAIN = /^https?:\/\/[\w.-]/i;

function linkable(address: string | null): string | null {
  if (address === null) return null;
  const trimmed = address.trim();
  if (PLAIN.test(trimmed)) return URL.canParse(trimmed) ? trimmed : null;
  return URL.canParse(trimmed) && LINKABLE.has(new URL(trimmed).protocol) ? trimmed : null;
}

/** `structure` of a book or an IMS package is its table of contents inside the reply: it has no address, so it is no file. */
function isStructure(entry: unknown): boolean {
  const isFile = typeof entry === 'object' && entry !== null && 'type' in entry && entry.type === 'file';
  if (isFile) return false;
  const read = contentEntry.safeParse(entry);
  return read.success && read.data.type === 'content' && read.data.fileurl === null;
}

function readDates(value: unknown, where: string, drops: Drops): MoodleDate[] {
  return readEach(date, value, where, drops)
    .filter(({ timestamp }) => timestamp > 0)
    .map((row) => ({ id: row.dataid ?? '', label: nameToText(row.label ?? ''), at: row.timestamp }));
}

function readUrlTarget(contents: unknown): string | null {
  const target = urlTarget.safeParse(elementsOf(contents)[0]);
  return target.success ? linkable(target.data.fileurl) : null;
}

function readSubsectionId(row: ModuleRow): number | null {
  if (row.modname !== 'subsection' || row.customdata === null) return null;
  const data = subsection.safeParse(parseJsonText(row.customdata));
  return data.success ? data.data.sectionid : null;
}

function toModule(row: ModuleRow, where: string, drops: Drops): MoodleActivity {
  const isUrl = row.modname === 'url';
  const entries = elementsOf(row.contents).filter((entry) => !isStructure(entry));
  const files = isUrl ? [] : readFiles(entries, `${where}.contents`, drops);
  const newest = Math.max(0, ...files.map((file) => file.modifiedAt ?? 0));
  return {
    cmid: row.id,
    type: row.modname ?? 'unknown',
    instance: row.instance,
    name: row.name ?? '',
    description: row.description,
    url: linkable(row.url),
    externalUrl: isUrl ? readUrlTarget(row.contents) : null,
    files,
    dates: readDates(row.dates, `${where}.dates`, drops),
    restricted: !row.uservisible,
    restrictionReason: row.availabilityinfo,
    stealth: !row.visibleoncoursepage,
    indent: row.indent,
    subsectionId: readSubsectionId(row),
    chapters: row.modname === 'book' ? readChapters(row.contents) : [],
    completion: readCompletion(row.completiondata),
    modifiedAt: row.contentsinfo?.lastmodified ?? (newest > 0 ? newest : null),
  };
}

/** Reply of `core_course_get_contents`: every section and every module that Moodle lists for this student. */
export function parseContents(reply: unknown): Parsed<readonly MoodleSection[]> {
  const drops = new Drops();
  const rows = readEach(section, requireList(reply, 'contents'), 'sections', drops);
  return drops.result(
    rows.map((row) => {
      const where = `section ${row.id}.modules`;
      return {
        id: row.id,
        name: row.name ?? '',
        position: row.section,
        summary: row.summary,
        restricted: !row.uservisible,
        restrictionReason: row.availabilityinfo,
        modules: readEach(moduleRow, row.modules, where, drops).map((found) =>
          toModule(found, `module ${found.id}`, drops),
        ),
      };
    }),
  );
}
