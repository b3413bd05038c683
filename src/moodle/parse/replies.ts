import { z } from 'zod';
import { readWhole } from './lists';
import { flag } from './scalars';

const refusal = z.object({ errorcode: z.string().min(1) });
const marked = z.union([z.object({ exception: z.unknown() }), z.object({ error: z.unknown() })]);

/**
 * The `errorcode` of a reply that says "no", in any of Moodle's two shapes (`{exception, errorcode}`, `{error, errorcode}`), or
 * `null` for a value. The errorcode can be free text.
 */
export function refusalOf(reply: unknown): string | null {
  if (!marked.safeParse(reply).success) return null;
  const read = refusal.safeParse(reply);
  return read.success ? read.data.errorcode : null;
}

const token = z.object({ token: z.string().regex(/^[0-9a-z]{16,128}$/i) });

/** Reply of `login/token.php`. */
export function parseToken(reply: unknown): string {
  return readWhole(token, reply, 'token').token;
}

const jsonText = z.string().transform((source, context): unknown => {
  try {
    return JSON.parse(source);
  } catch {
    context.addIssue({ code: 'custom' });
    return z.NEVER;
  }
});

const answer = z.object({
  error: flag(false),
  data: z.unknown().optional(),
  exception: z.unknown().optional(),
});
const envelope = z.object({ responses: z.array(answer) });

/** One answer of a batch: a value, the errorcode it was refused with, or something that cannot be understood. */
export type BatchAnswer =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'refusal'; readonly errorcode: string }
  | { readonly kind: 'unreadable' };

/**
 * Reply of `tool_mobile_call_external_functions`: JSON inside JSON. The list ends with the first refusal, so it may be shorter
 * than the list of questions.
 */
export function parseBatch(reply: unknown): readonly BatchAnswer[] {
  return readWhole(envelope, reply, 'batch').responses.map(({ error, data, exception }): BatchAnswer => {
    const inner = jsonText.safeParse(error ? exception : data);
    if (!inner.success) return { kind: 'unreadable' };
    if (!error) return { kind: 'value', value: inner.data };
    const read = refusal.safeParse(inner.data);
    return read.success ? { kind: 'refusal', errorcode: read.data.errorcode } : { kind: 'unreadable' };
  });
}

const ajax = z.array(answer).min(1);

/** First answer of `lib/ajax/service-nologin.php`: its data, or the errorcode. */
export function parseAjax(reply: unknown): { readonly data: unknown } | { readonly errorcode: string } {
  const [first] = readWhole(ajax, reply, 'ajax');
  if (first && !first.error) return { data: first.data };
  const read = refusal.safeParse(first?.exception);
  return { errorcode: read.success ? read.data.errorcode : 'unknown' };
}
