import { z } from 'zod';
import { Drops, readEach, readWhole, requireList, type Parsed } from './lists';
import { id, text } from './scalars';

const reply = z.object({ warnings: z.unknown() });
const warning = z.object({ item: text, itemid: id, warningcode: text });

const STANDINGS: ReadonlyMap<string | null, 'gone' | 'hidden'> = new Map([
  ['cmidnotincourse', 'gone'],
  ['nonuservisible', 'hidden'],
]);

/**
 * Reply of `core_course_check_updates`, for what it says of modules besides: which of those asked for are no longer in the course, and
 * which the student may not see. The others are open to the student.
 */
export function parseUpdateCheck(answer: unknown): Parsed<ReadonlyMap<number, 'gone' | 'hidden'>> {
  const drops = new Drops();
  const warnings = requireList(readWhole(reply, answer, 'update check').warnings, 'update check.warnings');
  const named = readEach(warning, warnings, 'warnings', drops).flatMap(({ item, itemid, warningcode }) => {
    const standing = item === 'module' ? STANDINGS.get(warningcode) : undefined;
    return standing ? [[itemid, standing] as const] : [];
  });
  return drops.result(new Map(named));
}
