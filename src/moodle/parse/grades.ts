import { z } from 'zod';
import type { MoodleGradeItem } from '../words';
import { Drops, readEach, readWhole, type Parsed } from './lists';
import { record } from './record';
import { formattedName, richText } from './rich-text';
import { amount, count, flag, id, optionalId, text, time } from './scalars';

const reply = z.object({ usergrades: z.array(z.object({ gradeitems: z.unknown().optional() })) });
const item = record({
  id,
  itemname: formattedName,
  itemtype: text,
  itemmodule: text,
  iteminstance: optionalId,
  itemnumber: count,
  categoryid: optionalId,
  cmid: optionalId,
  graderaw: amount,
  gradeformatted: formattedName,
  percentageformatted: formattedName,
  weightformatted: formattedName,
  grademin: amount,
  grademax: amount,
  rangeformatted: formattedName,
  feedback: richText,
  gradedategraded: time,
  gradehiddenbydate: flag(false),
  gradeishidden: flag(false),
});
type Row = z.output<typeof item>;

const KINDS: Readonly<Record<string, MoodleGradeItem['kind']>> = {
  mod: 'activity',
  manual: 'manual',
  category: 'category',
  course: 'course',
};

/** A dash is how Moodle writes "nothing". */
const shown = (value: string | null): string | null => (value === '-' ? null : value);

/** What is not graded has a range all the same, the database's own; Moodle shows a dash in its place. */
const hasRange = ({ rangeformatted }: Row): boolean => rangeformatted === null || /\d/.test(rangeformatted);

function toItem(row: Row): MoodleGradeItem {
  const kind = KINDS[row.itemtype ?? ''] ?? 'other';
  return {
    id: row.id,
    kind,
    name: row.itemname,
    activityType: row.itemmodule,
    instance: kind === 'activity' ? row.iteminstance : null,
    cmid: row.cmid,
    itemNumber: row.itemnumber,
    categoryId: kind === 'category' ? row.iteminstance : row.categoryid,
    grade: row.graderaw,
    shown: shown(row.gradeformatted),
    percentage: shown(row.percentageformatted),
    weight: shown(row.weightformatted),
    min: hasRange(row) ? row.grademin : null,
    max: hasRange(row) ? row.grademax : null,
    feedback: row.feedback,
    gradedAt: row.gradedategraded,
    hidden: row.gradeishidden || row.gradehiddenbydate,
  };
}

/** Reply of `gradereport_user_get_grade_items` for one course and student; totals stand among the items. */
export function parseGradeItems(answer: unknown): Parsed<readonly MoodleGradeItem[]> {
  const drops = new Drops();
  const { usergrades } = readWhole(reply, answer, 'grade items');
  return drops.result(
    usergrades.flatMap(({ gradeitems }) => readEach(item, gradeitems, 'gradeitems', drops).map(toItem)),
  );
}
