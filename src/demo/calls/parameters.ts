import { z } from 'zod';
import { refusal } from './errors';

/** Parameters as they come from a form (strings) or from a batch's JSON (numbers, booleans). */
export const int = z.union([
  z.number().int(),
  z
    .string()
    .regex(/^-?\d+$/)
    .transform(Number),
  z.boolean().transform(Number),
]);

export const text = z.union([z.string(), z.number().transform(String)]);

export const bool = z.union([
  z.boolean(),
  z.enum(['0', '1', 'true', 'false', '']).transform((value) => value === '1' || value === 'true'),
  z.union([z.literal(0), z.literal(1)]).transform((value) => value === 1),
]);

/** A PHP array read for its values: `ids[0]=1`, `ids[]=1`, or a JSON array. */
export const list = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    (value) =>
      typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.values(value) : value,
    z.array(item),
  );

export const none = z.strictObject({});

/** Missing, unexpected or wrong-typed: Moodle does not say which. */
export function parse<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const result = schema.safeParse(input);
  if (!result.success) throw refusal('invalidparameter');
  return result.data;
}
