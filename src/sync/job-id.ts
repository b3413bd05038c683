/** A job's id as this service makes them; anything else is nobody's job and never reaches the database. */
export function isJobId(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
}
