export type FormValue =
  string | number | boolean | null | undefined | readonly FormValue[] | { readonly [key: string]: FormValue };

function append(form: URLSearchParams, key: string, value: FormValue): void {
  if (value === null || value === undefined) return;
  if (typeof value === 'boolean') form.append(key, value ? '1' : '0');
  else if (typeof value !== 'object') form.append(key, String(value));
  else for (const [inner, element] of Object.entries(value)) append(form, `${key}[${inner}]`, element);
}

/**
 * Fields as PHP reads them: `courseids[0]=2`, `options[0][name]=…`, booleans 1/0; `null` and `undefined` are left out.
 * Percent-encoded, UTF-8.
 */
export function encodeForm(fields: Readonly<Record<string, FormValue>>): string {
  const form = new URLSearchParams();
  for (const [key, value] of Object.entries(fields)) append(form, key, value);
  return form.toString();
}
