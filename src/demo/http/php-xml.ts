const HEAD = '<?xml version="1.0" encoding="UTF-8" ?>\n';

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** The XML Moodle answers with when nobody asked for JSON. */
export function xmlResponse(value: unknown): string {
  return `${HEAD}<RESPONSE>\n${element(value)}</RESPONSE>\n`;
}

export function xmlException(error: { exception: string; errorcode: string; message: string }): string {
  return (
    `${HEAD}<EXCEPTION class="${escape(error.exception)}">\n<ERRORCODE>${escape(error.errorcode)}</ERRORCODE>\n` +
    `<MESSAGE>${escape(error.message)}</MESSAGE>\n</EXCEPTION>\n`
  );
}

function element(value: unknown): string {
  if (value === null || value === undefined) return '<VALUE null="null"/>\n';
  if (Array.isArray(value)) return `<MULTIPLE>\n${value.map(element).join('')}</MULTIPLE>\n`;
  if (typeof value === 'object') {
    const keys = Object.entries(value).map(([name, each]) => `<KEY name="${name}">${element(each)}</KEY>\n`);
    return `<SINGLE>\n${keys.join('')}</SINGLE>\n`;
  }
  if (typeof value === 'boolean') return `<VALUE>${value ? 1 : 0}</VALUE>\n`;
  return `<VALUE>${typeof value === 'string' ? escape(value) : JSON.stringify(value)}</VALUE>\n`;
}
