import { z } from 'zod';
import { elementsOf } from '../../parse/lists';
import { id, text, time } from '../../parse/scalars';

const reply = z.object({ instances: z.unknown().optional() });
const instance = z.object({ id, updates: z.unknown().optional() });
const update = z.object({ name: text, timeupdated: time });

/** What changed in one activity since a moment. */
export interface ModuleUpdate {
  /** When its settings or its text were changed, Unix seconds; `null` where not since then. */
  readonly configuredAt: number | null;
  /** Its content, as it can be looked up, may differ. */
  readonly content: boolean;
}

/** Changes that show in what an activity's own pages tell. */
const CONTENT = /^(configuration|entries|\w*files)$/;

/** Reply of `core_course_get_updates_since`, by course-module id. */
export function parseUpdates(data: unknown): ReadonlyMap<number, ModuleUpdate> {
  const rows = elementsOf(reply.safeParse(data).data?.instances).flatMap(
    (row) => instance.safeParse(row).data ?? [],
  );
  return new Map(
    rows.map(({ id: cmid, updates }) => {
      const changes = elementsOf(updates).flatMap((row) => update.safeParse(row).data ?? []);
      return [
        cmid,
        {
          configuredAt: changes.find(({ name }) => name === 'configuration')?.timeupdated ?? null,
          content: changes.some(({ name }) => CONTENT.test(name ?? '')),
        },
      ];
    }),
  );
}
