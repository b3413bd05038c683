import { z } from 'zod';
import { AppError } from '../../../errors';
import { refused, type Place } from '../../failures/errorcodes';
import { jsonOf, readJson } from '../../http/json-answer';
import { refusalOf } from '../../parse';
import type { Outcome } from '../../reader';
import type { PageAnswer } from '../session/page-browser';
import type { PageSession } from '../session/page-session';

/** Functions that Moodle lets its own pages call, as far as they are used here, and where each stands. */
export const PAGE_FUNCTIONS = {
  core_course_get_enrolled_courses_by_timeline_classification: 'site',
  core_course_get_recent_courses: 'site',
  core_user_get_users_by_field: 'site',
  core_courseformat_get_state: 'course',
  core_course_get_updates_since: 'course',
  core_course_check_updates: 'course',
  core_course_get_module: 'activity',
  core_calendar_get_action_events_by_timesort: 'site',
  core_calendar_get_calendar_monthly_view: 'site',
  core_calendar_get_timestamps: 'site',
  mod_forum_get_discussion_posts: 'activity',
} as const satisfies Record<string, Place>;

export interface AjaxCall {
  readonly name: keyof typeof PAGE_FUNCTIONS;
  readonly args: Readonly<Record<string, unknown>>;
}

const answers = z.array(
  z.object({
    error: z.unknown().optional(),
    data: z.unknown().optional(),
    exception: z.unknown().optional(),
  }),
);
/** The session, not the call, is what is refused. */
const SESSION_ENDED: ReadonlySet<string> = new Set(['servicerequireslogin', 'invalidsesskey']);
const refusal = z.object({ errorcode: z.string().min(1) });

const codeIn = (exception: unknown): string => refusal.safeParse(exception).data?.errorcode ?? 'unknown';

/**
 * Several calls in few requests: Moodle ends a batch at its first refusal, so what stood behind it is sent again. One outcome for each
 * call; rejects where a request as a whole fails, or with the abort reason.
 */
export async function callAjax(
  session: PageSession,
  calls: readonly AjaxCall[],
  signal: AbortSignal,
): Promise<readonly Outcome<unknown>[]> {
  const outcomes: Outcome<unknown>[] = [];
  for (let next = calls[0]; next; next = calls[outcomes.length]) {
    const missing = session.missing.get(next.name);
    const open = calls.slice(outcomes.length);
    if (missing) outcomes.push({ ok: false, error: missing });
    else outcomes.push(...(await askTogether(session, open, signal)));
  }
  return outcomes;
}

/** At least one outcome. A function that the site does not have brings the whole batch down: then the first is asked alone. */
async function askTogether(
  session: PageSession,
  calls: readonly AjaxCall[],
  signal: AbortSignal,
): Promise<readonly Outcome<unknown>[]> {
  const end = calls.findIndex(({ name }) => session.missing.has(name));
  const got = await send(session, end < 0 ? calls : calls.slice(0, end), signal);
  if (got.length > 0) return got;
  const [first] = calls;
  const alone = await send(session, calls.slice(0, 1), signal);
  const [outcome] = alone;
  if (first && outcome?.ok === false && outcome.error.code === 'moodle.function-missing')
    session.missing.set(first.name, outcome.error);
  return alone;
}

async function send(
  session: PageSession,
  calls: readonly AjaxCall[],
  signal: AbortSignal,
): Promise<readonly Outcome<unknown>[]> {
  const names = [...new Set(calls.map(({ name }) => name))].join(',');
  const answer = await session.post(
    ({ sesskey }) => ({
      what: names,
      path: `/lib/ajax/service.php?sesskey=${sesskey}&info=${names}`,
      method: 'POST',
      json: calls.map(({ name, args }, index) => ({ index, methodname: name, args })),
      signal,
    }),
    signal,
    endsSession,
  );
  const [first] = calls;
  const whole = refusalOf(jsonOf(answer.body));
  if (first && whole !== null && calls.length > 1) return [];
  // The record that the request as a whole lacks is that of the function.
  if (first && whole !== null) return [{ ok: false, error: refused(whole, 'site', first.name, null) }];
  const value = readJson(answer, { what: names, place: 'site', secret: null });
  const read = answers.safeParse(value);
  if (!read.success || read.data.length === 0)
    throw new AppError('moodle.invalid-response', { detail: `${names}: no list of answers` });
  return read.data.slice(0, calls.length).map((row, index): Outcome<unknown> => {
    const call = calls[index];
    if (row.error !== true || !call) return { ok: true, value: row.data };
    return { ok: false, error: errorOf(call, codeIn(row.exception)) };
  });
}

const errorOf = ({ name }: AjaxCall, errorcode: string): AppError =>
  refused(errorcode, PAGE_FUNCTIONS[name], name, null);

function endsSession({ body, location }: PageAnswer): boolean {
  if (location) return true;
  const value = jsonOf(body);
  const whole = refusalOf(value);
  if (whole !== null) return SESSION_ENDED.has(whole);
  const read = answers.safeParse(value);
  return (
    read.success && read.data.some((row) => row.error === true && SESSION_ENDED.has(codeIn(row.exception)))
  );
}
