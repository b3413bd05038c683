export type FormValue =
  string | number | boolean | null | undefined | readonly FormValue[] | { readonly [key: string]: FormValue };

/** Half a surrogate pair, which UTF-8 has no bytes for, becomes the sign for what is unreadable. */
const encoded = (text: string): string => encodeURIComponent(text.toWellFormed());

function append(form: string[], key: string, value: FormValue): void {
  if (value === null || value === undefined) return;
  if (typeof value === 'boolean') form.push(`${encoded(key)}=${value ? '1' : '0'}`);
  else if (typeof value !== 'object') form.push(`${encoded(key)}=${encoded(String(value))}`);
  else for (const [inner, element] of Object.entries(value)) append(form, `${key}[${inner}]`, element);
}

/**
 * Fields as PHP reads them: `courseids[0]=2`, `options[0][name]=…`, booleans 1/0; `null` and `undefined` are left out.
 * Percent-encoded, UTF-8.
 */
export function encodeForm(fields: Readonly<Record<string, FormValue>>): string {
  const form: string[] = [];
  for (const [key, value] of Object.entries(fields)) append(form, key, value);
  return form.join('&');
}
