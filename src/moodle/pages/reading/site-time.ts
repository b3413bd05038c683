import { z } from 'zod';
import { elementsOf } from '../../parse/lists';
import { time } from '../../parse/scalars';
import type { PageSession } from '../session/page-session';
import { callAjax } from './ajax';
import { readLocalisedDate, type WallTime } from './localised-date';

const reply = z.object({ timestamps: z.unknown().optional() });
const row = z.object({ key: z.string(), timestamp: time });
/** Moments in one question. */
const AT_ONCE = 200;

/**
 * Moments that stand on pages as words. Which second they mean depends on the time zone that the student has on the site, so the site
 * itself is asked to turn them into numbers.
 */
export class SiteTime {
  private readonly known = new Map<string, number | null>();

  constructor(private readonly session: PageSession) {}

  /** Unix seconds of each text that could be read, to the minute. */
  async secondsOf(
    texts: readonly string[],
    language: string,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, number>> {
    const walls = new Map<string, WallTime>();
    for (const text of texts) {
      const wall = readLocalisedDate(text, language);
      if (wall) walls.set(text, wall);
    }
    const open = [...new Set([...walls.values()].map(keyOf))].filter((key) => !this.known.has(key));
    for (let start = 0; start < open.length; start += AT_ONCE)
      await this.ask(open.slice(start, start + AT_ONCE), signal);
    return new Map(
      [...walls].flatMap(([text, wall]) => {
        const seconds = this.known.get(keyOf(wall)) ?? null;
        return seconds === null ? [] : [[text, seconds] as const];
      }),
    );
  }

  private async ask(keys: readonly string[], signal: AbortSignal): Promise<void> {
    const data = keys.map((key) => {
      const [year, month, day, hour, minute] = key.split('-').map(Number);
      return { key, year, month, day, hour, minute };
    });
    const call = { name: 'core_calendar_get_timestamps', args: { data } } as const;
    const [outcome] = await callAjax(this.session, [call], signal);
    const read = outcome?.ok ? reply.safeParse(outcome.value).data : undefined;
    for (const key of keys) this.known.set(key, null);
    for (const each of elementsOf(read?.timestamps)) {
      const { data: found } = row.safeParse(each);
      if (found) this.known.set(found.key, found.timestamp);
    }
  }
}

const keyOf = ({ year, month, day, hour, minute }: WallTime): string =>
  [year, month, day, hour, minute].join('-');
