import { contentDisposition } from './content-disposition';

/** The name as a browser reads it. */
const nameIn = (header: string): string => decodeURIComponent(header.split("filename*=UTF-8''")[1] ?? '');

/** Printable ASCII without quote and backslash, then the characters of RFC 8187. */
const WELL_FORMED = /^attachment; filename="[ !#-[\]-~]*"; filename\*=UTF-8''[\w!#$&+.^`|~%-]+$/;

describe('contentDisposition', () => {
  it('gives a plain name and the real one', () => {
    expect(contentDisposition('inline', 'הרצאה 01.pdf')).toBe(
      `inline; filename="_ 01.pdf"; filename*=UTF-8''%D7%94%D7%A8%D7%A6%D7%90%D7%94%2001.pdf`,
    );
  });

  it.each([
    ['quotes', 'a"b.pdf', 'a"b.pdf'],
    ['percent signs', '100%25.pdf', '100%25.pdf'],
    ['brackets and apostrophes', "moed a' (2026)*.pdf", "moed a' (2026)*.pdf"],
    ['emoji', '😀.png', '😀.png'],
    ['half a surrogate pair', 'a\ud83d.png', 'a.png'],
    ['line breaks', 'a\r\nSet-Cookie: x=1.pdf', 'aSet-Cookie: x=1.pdf'],
    ['folders', '../../etc/passwd', '....etcpasswd'],
    ['a turned direction', 'gpj.\u202efdp.exe', 'gpj.fdp.exe'],
    ['nothing', ' \u0000 ', 'file'],
  ])('stands %s', (_name, given, expected) => {
    const header = contentDisposition('attachment', given);
    expect(nameIn(header)).toBe(expected);
    expect(header).toMatch(WELL_FORMED);
  });
});
