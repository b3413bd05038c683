import type { FileRow } from '../persistence/file-rows';
import type { ItemRow } from '../persistence/item-rows';
import type { RowDifference } from '../persistence/row-difference';
import type { SectionFacts } from '../persistence/section-rows';
import { contentChanges, type ContentDifferences, type EarlierReading } from './content-changes';

const item = (facts: Partial<ItemRow> = {}): ItemRow => ({
  cmid: 100,
  name: 'תרגיל 1',
  section_moodle_id: 10,
  section_name: 'שבוע 1',
  type: 'assign',
  restricted: false,
  due_at: '2026-12-01T10:00:00.000Z',
  details: {},
  modified_at: null,
  ...facts,
});
const file = (facts: Partial<FileRow> = {}): FileRow => ({
  cmid: 100,
  origin: 'content',
  path: '/',
  name: 'מצגת.pdf',
  size: 1_000,
  created_at: '2026-11-01T10:00:00.000Z',
  modified_at: '2026-11-01T10:00:00.000Z',
  ...facts,
});
const section = (facts: Partial<SectionFacts> = {}): SectionFacts => ({
  moodle_id: 10,
  name: 'שבוע 1',
  restricted: false,
  ...facts,
});

const EARLIER: EarlierReading = {
  highestCmid: 90,
  serverTime: Date.parse('2026-10-01T00:00:00Z') / 1000,
  restored: new Set(),
  gradesToldElsewhere: true,
  sawLess: false,
};
const changesOf = (differences: Partial<ContentDifferences>, earlier: Partial<EarlierReading> = {}) =>
  contentChanges('1', { sections: [], items: [], files: [], ...differences }, { ...EARLIER, ...earlier });
const itemChanges = (before: ItemRow | null, after: ItemRow, earlier: Partial<EarlierReading> = {}) =>
  changesOf({ items: [{ before, after }] }, earlier);

describe('what changed of an item', () => {
  it('is that it was added, once, with its files', () => {
    const files: RowDifference<FileRow>[] = [{ before: null, after: file() }];
    expect(changesOf({ items: [{ before: null, after: item() }], files })).toEqual([
      {
        kind: 'added',
        subject: 'item',
        courseId: '1',
        cmid: 100,
        name: 'תרגיל 1',
        fields: [],
        uploadedAt: null,
      },
    ]);
  });

  it.each<[string, Partial<EarlierReading>]>([
    ['its id is lower than one that was known', { highestCmid: 101 }],
    ['its file is older than the last reading', { serverTime: Date.parse('2026-11-10T00:00:00Z') / 1000 }],
  ])('is that it was released, where %s', (_why, earlier) => {
    const files: RowDifference<FileRow>[] = [{ before: null, after: file() }];
    expect(changesOf({ items: [{ before: null, after: item() }], files }, earlier)).toEqual([
      expect.objectContaining({ kind: 'released', uploadedAt: '2026-11-01T10:00:00.000Z' }),
    ]);
  });

  it('is that it was released when its restriction fell', () => {
    expect(itemChanges(item({ restricted: true }), item())).toEqual([
      expect.objectContaining({
        kind: 'released',
        fields: [{ field: 'restricted', from: true, to: false }],
      }),
    ]);
  });

  it('is that its deadline moved, from when to when', () => {
    const after = item({ due_at: '2026-12-08T10:00:00.000Z', deadline_source: 'extension' });
    expect(
      itemChanges(item({ due_at: '2026-12-01T10:00:00+00:00', deadline_source: 'duedate' }), after),
    ).toEqual([
      expect.objectContaining({
        kind: 'deadline-moved',
        fields: [
          { field: 'dueAt', from: '2026-12-01T10:00:00.000Z', to: '2026-12-08T10:00:00.000Z' },
          { field: 'deadlineSource', from: 'duedate', to: 'extension' },
        ],
      }),
    ]);
  });

  it('names the fields that changed, sections by their names, and cuts what is long', () => {
    const after = item({
      name: 'תרגיל 1 (מתוקן)',
      section_moodle_id: 11,
      section_name: 'שבוע 2',
      description: 'א'.repeat(1_000),
    });
    expect(itemChanges(item(), after)).toEqual([
      expect.objectContaining({
        kind: 'changed',
        fields: [
          { field: 'name', from: 'תרגיל 1', to: 'תרגיל 1 (מתוקן)' },
          { field: 'section', from: 'שבוע 1', to: 'שבוע 2' },
          { field: 'description', from: null, to: `${'א'.repeat(300)}…` },
        ],
      }),
    ]);
  });

  it('is nothing where only its place or what nobody reads differs', () => {
    expect(itemChanges(item({ position: 1 }), item({ position: 2, indent: 1 }))).toEqual([]);
    expect(itemChanges(item({ due_at: '2026-12-01T12:00:00+02:00' }), item())).toEqual([]);
  });

  it('is its grade only where no grade report tells of it', () => {
    expect(itemChanges(item(), item({ grade: '92' }))).toEqual([]);
    expect(itemChanges(item(), item({ grade: '92' }), { gradesToldElsewhere: false })).toEqual([
      expect.objectContaining({ kind: 'changed', fields: [{ field: 'grade', from: null, to: '92' }] }),
    ]);
  });

  it('is nothing where it is only now seen, and was there before', () => {
    const sawLess = { sawLess: true, serverTime: Date.parse('2026-11-10T00:00:00Z') / 1000 };
    const files: RowDifference<FileRow>[] = [{ before: null, after: file() }];
    expect(changesOf({ items: [{ before: null, after: item() }], files }, sawLess)).toEqual([]);
    expect(changesOf({ files }, sawLess)).toEqual([]);
    expect(
      changesOf({ files: [{ before: file({ size: 0, modified_at: null }), after: file() }] }, sawLess),
    ).toEqual([]);
    const seen = item({ cutoff_at: '2026-12-01T10:00:00.000Z', opens_at: '2026-11-01T10:00:34.000Z' });
    expect(itemChanges(item({ opens_at: '2026-11-01T10:00:00.000Z' }), seen, sawLess)).toEqual([]);
    // What is new, or differs from what was seen, is told.
    const fresh = file({ created_at: '2026-11-11T10:00:00.000Z', modified_at: '2026-11-11T10:00:00.000Z' });
    expect(changesOf({ files: [{ before: null, after: fresh }] }, sawLess)).toEqual([
      expect.objectContaining({ kind: 'added', subject: 'file' }),
    ]);
    expect(itemChanges(item(), item({ due_at: '2026-12-08T10:00:00.000Z' }), sawLess)).toEqual([
      expect.objectContaining({ kind: 'deadline-moved' }),
    ]);
  });

  it('is that it is back, also where it came back under another id', () => {
    expect(itemChanges(null, item(), { restored: new Set([100]) })).toEqual([
      expect.objectContaining({ kind: 'restored', cmid: 100 }),
    ]);
  });

  it('is that it is back', () => {
    expect(itemChanges(item({ gone_at: '2026-11-01T00:00:00Z' }), item())).toEqual([
      expect.objectContaining({ kind: 'restored', fields: [] }),
    ]);
  });
});

describe('what changed of a file', () => {
  const fileChanges = (
    before: FileRow | null,
    after: FileRow | null,
    earlier: Partial<EarlierReading> = {},
  ) => changesOf({ files: [{ before, after }] }, earlier);

  it('is not told of the text of a page of which something else is told', () => {
    const text = { name: 'index.html', size: 0 };
    const files = [{ before: file(text), after: file({ ...text, modified_at: '2026-11-20T10:00:00Z' }) }];
    const details = { files: { content: 1 } } as never;
    const items = [{ before: item({ details }), after: item({ details, name: 'דף בשם אחר' }) }];
    expect(changesOf({ items, files }).map(({ subject }) => subject)).toEqual(['item']);
    // A video in it that is another one shows in nothing else.
    expect(changesOf({ files }).map(({ subject }) => subject)).toEqual(['file']);
    const uploaded = file({ name: 'index.html' });
    const changed = [{ before: uploaded, after: { ...uploaded, size: 2_000 } }];
    expect(changesOf({ items, files: changed }).map(({ subject }) => subject)).toEqual(['item', 'file']);
  });

  it('is told beside the item that was known', () => {
    expect(fileChanges(null, file())).toEqual([
      expect.objectContaining({ kind: 'added', subject: 'file', cmid: 100, name: 'מצגת.pdf' }),
    ]);
    expect(fileChanges(file(), null)).toEqual([
      expect.objectContaining({ kind: 'removed', subject: 'file' }),
    ]);
    expect(fileChanges(file(), file({ size: 2_000 }))).toEqual([
      expect.objectContaining({ kind: 'changed', fields: [{ field: 'size', from: 1_000, to: 2_000 }] }),
    ]);
    expect(fileChanges(null, file(), { serverTime: Date.parse('2026-11-10T00:00:00Z') / 1000 })).toEqual([
      expect.objectContaining({ kind: 'released', uploadedAt: '2026-11-01T10:00:00.000Z' }),
    ]);
  });

  it('is nothing where the student put it there', () => {
    expect(fileChanges(null, file({ origin: 'submission' }))).toEqual([]);
    expect(fileChanges(null, file({ origin: 'feedback' }))).toHaveLength(1);
  });
});

it('tells of sections that came, were renamed, opened, or are back', () => {
  const differences: RowDifference<SectionFacts>[] = [
    { before: null, after: section() },
    { before: section(), after: section({ name: 'שבוע א' }) },
    { before: section({ restricted: true }), after: section() },
    { before: section({ gone_at: '2026-11-01T00:00:00Z' }), after: section() },
    { before: section({ position: 1 }), after: section({ position: 2 }) },
  ];
  expect(changesOf({ sections: differences }).map(({ kind }) => kind)).toEqual([
    'added',
    'changed',
    'released',
    'restored',
  ]);
});
