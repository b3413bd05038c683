import { extensionOf, structureEvidence } from './structure-evidence';

const item = { modType: 'resource', name: 'x' };

describe('extensionOf', () => {
  it('takes the name’s, then the first file’s, then the MIME type’s', () => {
    const full = { ...item, fileNames: ['a.docx'], mimeTypes: ['application/pdf'] };
    expect(extensionOf(full, 'zip')).toBe('zip');
    expect(extensionOf(full, null)).toBe('docx');
    expect(extensionOf({ ...full, fileNames: ['a'] }, null)).toBe('pdf');
    expect(extensionOf({ ...item, mimeTypes: ['video/mp4; codecs=x'] }, null)).toBe('mp4');
    expect(extensionOf(item, null)).toBeNull();
  });
});

describe('structureEvidence', () => {
  it('takes a scanned book for something to read', () => {
    expect(structureEvidence(item, 'djvu')).toMatchObject([{ target: 'reading' }]);
  });

  it('speaks for the module type, the file type and the host', () => {
    const url = 'https://zoom.us/j/1';
    const evidence = structureEvidence({ modType: 'url', name: 'x', url }, 'mp4');
    expect(evidence.map(({ source, target }) => [source, target])).toEqual([
      ['module', 'link_or_tool'],
      ['file_type', 'recording'],
      ['host', 'link_or_tool'],
    ]);
  });

  it('is silent about plug-ins and types that it does not know', () => {
    expect(structureEvidence({ modType: 'constructor', name: 'x', url: null }, 'toString')).toEqual([]);
  });
});
