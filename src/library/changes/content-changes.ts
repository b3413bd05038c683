import type { FileRow } from '../persistence/file-rows';
import type { ItemRow } from '../persistence/item-rows';
import type { RowDifference } from '../persistence/row-difference';
import type { SectionFacts } from '../persistence/section-rows';
import type { ChangedField } from '../../contract';
import type { Change } from './change';
import { changedFields, type FieldTable } from './changed-fields';

/** What a course's rows turned out to differ in. */
export interface ContentDifferences {
  readonly sections: readonly RowDifference<SectionFacts>[];
  readonly items: readonly RowDifference<ItemRow>[];
  readonly files: readonly RowDifference<FileRow>[];
}

/** What tells new from only now shown. */
export interface EarlierReading {
  /** The highest course-module id that Moodle had shown before: a lower one existed then. `null` where nothing was read before. */
  readonly highestCmid: number | null;
  /** The server's own time at the last reading, Unix seconds. */
  readonly serverTime: number | null;
  /** A grade stands with the task and in the grade report: where that is read it is told as a grade, and not here. */
  readonly gradesToldElsewhere: boolean;
  /** It was by a way that cannot see everything, and this one is not: what was there is only now seen. */
  readonly sawLess: boolean;
  /** Items that are new by their ids, and stand for one that was removed: an activity out of Moodle's recycle bin has new ids. */
  readonly restored: ReadonlySet<number>;
}

const SECTION_FIELDS: FieldTable = {
  name: ['name', 'text'],
  summary: ['summary', 'text'],
  restricted: ['restricted', 'plain'],
  restriction_reason: ['restrictionReason', 'text'],
};

const ITEM_FIELDS: FieldTable = {
  name: ['name', 'text'],
  section_moodle_id: ['section', 'plain'],
  type: ['type', 'text'],
  description: ['description', 'text'],
  text: ['text', 'text'],
  external_url: ['externalUrl', 'text'],
  restricted: ['restricted', 'plain'],
  restriction_reason: ['restrictionReason', 'text'],
  due_at: ['dueAt', 'moment'],
  deadline_source: ['deadlineSource', 'text'],
  opens_at: ['opensAt', 'moment'],
  cutoff_at: ['cutoffAt', 'moment'],
  submission_status: ['submissionStatus', 'text'],
  submission_locked: ['locked', 'plain'],
  grade: ['grade', 'text'],
};

const FILE_FIELDS: FieldTable = {
  size: ['size', 'plain'],
  modified_at: ['modifiedAt', 'moment'],
};

/** Files that a teacher puts there; what the student handed in is no news to the student. */
const REPORTED_FILES = new Set(['content', 'attachment', 'feedback']);

/** A page, or a chapter of a book, as Moodle lists its text among the files: without a size. */
const isText = ({ before, after }: RowDifference<FileRow>): boolean => {
  const { name, size } = after ?? before ?? {};
  return name === 'index.html' && size === 0;
};

/** What changed in a course that was known before, one entry for each thing that changed. */
export function contentChanges(
  courseId: string,
  { sections, items, files }: ContentDifferences,
  earlier: EarlierReading,
): readonly Change[] {
  const filesOf = groupByCmid(files);
  const earlierItems = new Map(
    items.flatMap(({ before }) => (before ? [[before.cmid, before] as const] : [])),
  );
  const told = new Set<number>();
  /** Items of which anything is told: that their text was written anew goes without saying. */
  const mentioned = new Set<number>();
  const changes: Change[] = [];
  for (const difference of sections) changes.push(...sectionChange(courseId, difference));
  for (const difference of items) {
    const { after } = difference;
    if (!after) continue;
    const change = itemChange(courseId, difference, filesOf.get(after.cmid) ?? [], earlier);
    if (!change) continue;
    changes.push(change);
    mentioned.add(after.cmid);
    if (change.kind !== 'changed' && change.kind !== 'deadline-moved') told.add(after.cmid);
  }
  for (const [cmid, own] of filesOf)
    // Files of an item that is new, or back, came with it.
    if (!told.has(cmid))
      for (const file of own)
        if (wasListed(file, earlierItems.get(cmid)) && !(mentioned.has(cmid) && isText(file)))
          changes.push(...fileChange(courseId, cmid, file, earlier));
  return changes;
}

function groupByCmid(
  files: readonly RowDifference<FileRow>[],
): ReadonlyMap<number, readonly RowDifference<FileRow>[]> {
  const groups = new Map<number, RowDifference<FileRow>[]>();
  for (const file of files) {
    const cmid = (file.after ?? file.before)?.cmid ?? 0;
    const group = groups.get(cmid);
    if (group) group.push(file);
    else groups.set(cmid, [file]);
  }
  return groups;
}

function sectionChange(courseId: string, { before, after }: RowDifference<SectionFacts>): Change[] {
  if (!after) return [];
  const change = (kind: Change['kind'], fields: Change['fields'] = []): Change => ({
    kind,
    subject: 'section',
    courseId,
    cmid: null,
    name: after.name,
    fields,
    uploadedAt: null,
  });
  if (!before) return [change('added')];
  if (before.gone_at) return [change('restored')];
  const fields = changedFields(SECTION_FIELDS, before, after);
  if (fields.length === 0) return [];
  return [change(before.restricted && !after.restricted ? 'released' : 'changed', fields)];
}

function itemChange(
  courseId: string,
  { before, after }: RowDifference<ItemRow>,
  files: readonly RowDifference<FileRow>[],
  earlier: EarlierReading,
): Change | null {
  if (!after) return null;
  const change = (kind: Change['kind'], rest: Partial<Change> = {}): Change => ({
    kind,
    subject: 'item',
    courseId,
    cmid: after.cmid,
    name: after.name,
    fields: [],
    uploadedAt: null,
    ...rest,
  });
  if (!before) {
    if (earlier.restored.has(after.cmid)) return change('restored');
    const uploadedAt = uploadTime(after, files);
    const existed =
      (earlier.highestCmid !== null && after.cmid < earlier.highestCmid) || isBefore(uploadedAt, earlier);
    if (existed && earlier.sawLess) return null;
    return existed ? change('released', { uploadedAt }) : change('added');
  }
  // Another one has taken its place, and was told to be restored.
  if (before.gone_at) return change(before.gone_as === 'replaced' ? 'added' : 'restored');
  const unread = neverRead(before, after);
  const fields = namedSections(changedFields(ITEM_FIELDS, before, after), before, after).filter(
    (field) =>
      (field.field !== 'grade' || !earlier.gradesToldElsewhere) &&
      !unread.has(field.field) &&
      !isOnlyNowSeen(field, earlier),
  );
  if (fields.length === 0) return null;
  if (before.restricted && !after.restricted)
    return change('released', { fields, uploadedAt: uploadTime(after, files) });
  return change(fields.some(({ field }) => field === 'dueAt') ? 'deadline-moved' : 'changed', { fields });
}

/** Sections are told apart by their ids, and shown by their names. */
const namedSections = (fields: Change['fields'], before: ItemRow, after: ItemRow): Change['fields'] =>
  fields.map((one) =>
    one.field === 'section' ? { ...one, from: before.section_name, to: after.section_name } : one,
  );

function fileChange(
  courseId: string,
  cmid: number,
  { before, after }: RowDifference<FileRow>,
  earlier: EarlierReading,
): Change[] {
  const file = after ?? before;
  if (!file || !REPORTED_FILES.has(file.origin)) return [];
  const change = (kind: Change['kind'], rest: Partial<Change> = {}): Change => ({
    kind,
    subject: 'file',
    courseId,
    cmid,
    name: file.name,
    fields: [],
    uploadedAt: null,
    ...rest,
  });
  if (!after) return [change('removed')];
  if (!before) {
    const uploadedAt = earliest([after.created_at, after.modified_at]);
    if (!isBefore(uploadedAt, earlier)) return [change('added')];
    return earlier.sawLess ? [] : [change('released', { uploadedAt })];
  }
  const fields = changedFields(FILE_FIELDS, before, after).filter((field) => !isOnlyNowSeen(field, earlier));
  return fields.length > 0 ? [change('changed', { fields })] : [];
}

const TASK_FIELDS = ['description', 'dueAt', 'deadlineSource', 'opensAt', 'cutoffAt'];
const STANDING_FIELDS = ['submissionStatus', 'locked', 'grade'];

/** Fields of what was not read when the item was stored, and is read now for the first time: what they say was so all along. */
function neverRead(before: ItemRow, after: ItemRow): ReadonlySet<string> {
  const isNew = (part: 'assignment' | 'quiz' | 'submission' | 'quizState'): boolean =>
    after.details[part] !== undefined && before.details[part] === undefined;
  const fields = new Set<string>();
  if (isNew('assignment') || isNew('quiz')) for (const field of TASK_FIELDS) fields.add(field);
  if (isNew('submission') || isNew('quizState')) for (const field of STANDING_FIELDS) fields.add(field);
  // An extension stands with the submission.
  if (isNew('submission') && after.deadline_source === 'extension')
    for (const field of ['dueAt', 'deadlineSource']) fields.add(field);
  if (before.text === null) fields.add('text');
  return fields;
}

/** Files of a reply that was not read before were there all along. */
const wasListed = ({ after }: RowDifference<FileRow>, item: ItemRow | undefined): boolean =>
  !after || !item || after.origin.startsWith('post:') || item.details.files?.[after.origin] !== undefined;

const MINUTE_MS = 60_000;

/** What was unknown; moments of which only the minute was known; addresses in another spelling. */
function isOnlyNowSeen({ from, to }: ChangedField, { sawLess }: EarlierReading): boolean {
  if (!sawLess) return false;
  if (from === null || from === 0) return true;
  if (typeof from !== 'string' || typeof to !== 'string') return false;
  if (URL.canParse(from) && URL.canParse(to)) return new URL(from).href === new URL(to).href;
  const [then, now] = [Date.parse(from), Date.parse(to)];
  return then % MINUTE_MS === 0 && Math.floor(now / MINUTE_MS) * MINUTE_MS === then;
}

/** Since when Moodle has what is behind an item, where it tells. */
const uploadTime = (item: ItemRow, files: readonly RowDifference<FileRow>[]): string | null =>
  earliest([
    item.modified_at ?? null,
    ...files.flatMap(({ after }) => [after?.created_at ?? null, after?.modified_at ?? null]),
  ]);

function earliest(moments: readonly (string | null)[]): string | null {
  const times = moments.flatMap((moment) => (moment === null ? [] : [Date.parse(moment)]));
  return times.length > 0 ? new Date(Math.min(...times)).toISOString() : null;
}

/** By the server's clock on both sides: ours may be wrong. */
const isBefore = (moment: string | null, { serverTime }: EarlierReading): boolean =>
  moment !== null && serverTime !== null && Date.parse(moment) / 1000 < serverTime;
