import { z } from 'zod';
import { Drops, readEach, readWhole, type Parsed } from './lists';
import { id } from './scalars';

const reply = z.object({ groups: z.unknown().optional() });
const group = z.object({ id });

/** Reply of `core_group_get_course_user_groups`: ids of the groups that the student is in, over all courses. */
export function parseGroupIds(answer: unknown): Parsed<readonly number[]> {
  const drops = new Drops();
  const rows = readEach(group, readWhole(reply, answer, 'groups').groups, 'groups', drops);
  return drops.result(rows.map((row) => row.id));
}
