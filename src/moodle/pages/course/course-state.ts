import { z } from 'zod';
import { AppError } from '../../../errors';
import { parseJsonText } from '../../parse/json-text';
import { Drops, elementsOf, readEach, type Parsed } from '../../parse/lists';
import { formattedName } from '../../parse/rich-text';
import { count, flag, id, optionalId, text } from '../../parse/scalars';

const state = z.object({
  course: z.object({ sectionlist: z.unknown().optional() }),
  section: z.unknown().optional(),
  cm: z.unknown().optional(),
});
const sectionRow = z.object({
  id,
  number: count,
  title: formattedName,
  visible: flag(true),
  hasrestrictions: flag(false),
  cmlist: z.unknown().optional(),
});
const moduleRow = z.object({
  id,
  module: text,
  name: formattedName,
  url: text,
  uservisible: flag(true),
  stealth: flag(false),
  indent: count,
  completionstate: z.unknown().optional(),
  delegatesectionid: optionalId,
});

export interface StateModule {
  readonly cmid: number;
  readonly type: string;
  readonly name: string;
  readonly url: string | null;
  readonly open: boolean;
  readonly stealth: boolean;
  readonly indent: number;
  /** Moodle's `COMPLETION_*`; `null` where nothing is tracked. */
  readonly completion: number | null;
  readonly subsectionId: number | null;
}

export interface StateSection {
  readonly id: number;
  readonly number: number;
  readonly name: string;
  readonly visible: boolean;
  /** Somebody cannot enter it; not for sure this student. */
  readonly hasRestrictions: boolean;
  readonly modules: readonly StateModule[];
}

/** Data of `core_courseformat_get_state` (4.0 and later): a course's whole tree, as JSON inside a string. */
export function parseCourseState(data: unknown): Parsed<readonly StateSection[]> {
  const tree = state.safeParse(typeof data === 'string' ? parseJsonText(data) : data);
  if (!tree.success) throw new AppError('moodle.invalid-response', { detail: 'course state: no tree' });
  const drops = new Drops();
  const modules = new Map(
    readEach(moduleRow, tree.data.cm, 'cm', drops).map((row) => [row.id, toModule(row)] as const),
  );
  const sections = new Map(
    readEach(sectionRow, tree.data.section, 'section', drops).map((row) => [row.id, row] as const),
  );
  const order = elementsOf(tree.data.course.sectionlist).map(Number);
  const rest = [...sections.keys()].filter((each) => !order.includes(each));
  return drops.result(
    [...order, ...rest].flatMap((sectionId) => {
      const row = sections.get(sectionId);
      if (!row) return [];
      const { id: own, number, title, visible, hasrestrictions, cmlist } = row;
      return {
        id: own,
        number,
        name: title ?? '',
        visible,
        hasRestrictions: hasrestrictions,
        modules: elementsOf(cmlist).flatMap((cmid) => modules.get(Number(cmid)) ?? []),
      };
    }),
  );
}

function toModule(row: z.output<typeof moduleRow>): StateModule {
  return {
    cmid: row.id,
    type: row.module ?? 'unknown',
    name: row.name ?? '',
    url: row.url,
    open: row.uservisible,
    stealth: row.stealth,
    indent: row.indent,
    completion: row.completionstate === undefined ? null : count.parse(row.completionstate),
    subsectionId: row.delegatesectionid,
  };
}
