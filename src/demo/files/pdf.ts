const utf16 = (text: string): string => {
  const little = Buffer.from(`\ufeff${text}`, 'utf16le');
  return little.swap16().toString('hex');
};

/** One page that names its file. Hebrew shows in the reader's title bar: a page in Hebrew would need a font inside. */
export function pdfBody(title: string, size: number): Buffer {
  const latin = title
    .replace(/[^\x20-\x7e]+/g, ' ')
    .replace(/[()\\]/g, '')
    .trim();
  const text = `BT /F1 20 Tf 72 740 Td (Demo university) Tj 0 -32 Td /F1 12 Tf (${latin}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R /ViewerPreferences << /DisplayDocTitle true >> >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    `<< /Title <${utf16(title)}> /Creator (Demo university) >>`,
  ];
  const draft = write(objects, 0);
  return Buffer.from(write(objects, Math.max(0, size - draft.length)), 'latin1');
}

function write(objects: string[], filling: number): string {
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  // Offsets point before the filling; only startxref moves, so its digits are counted at a fixed width.
  if (filling > 0) text += `%${' '.repeat(filling - 1)}`;
  const xref = text.length + 1;
  const entries = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const count = objects.length + 1;
  return (
    `${text}\nxref\n0 ${count}\n0000000000 65535 f \n${entries}` +
    `trailer\n<< /Size ${count} /Root 1 0 R /Info ${objects.length} 0 R >>\n` +
    `startxref\n${String(xref).padStart(10, '0')}\n%%EOF\n`
  );
}
