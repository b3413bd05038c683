import type { Category } from '../category';

export interface FileType {
  category: Category;
  weight: number;
  /** Program text outranks the lecture or recitation that it belongs to; a notebook does not. */
  program?: true;
}

const table: readonly (readonly [FileType, string])[] = [
  [{ category: 'lecture', weight: 2.2 }, 'ppt pptx pps ppsx odp key pptm'],
  [{ category: 'lecture', weight: 0.9 }, 'pdf ps'],
  [{ category: 'lecture', weight: 0.5 }, 'doc docx odt rtf tex md html htm pages one'],
  [{ category: 'reading', weight: 1.6 }, 'djvu'],
  [{ category: 'reading', weight: 4 }, 'epub mobi azw3'],
  [{ category: 'recording', weight: 6 }, 'mp4 mov avi mkv webm m4v wmv flv mp3 m4a wav ogg aac m3u8 vtt srt'],
  [
    { category: 'code_or_data', weight: 4.2, program: true },
    'py java c h cpp hpp cc cs js ts jsx tsx m r go rs kt swift scala hs ml mli lisp scm rkt pl rb php sql sh bat asm s v vhd vhdl sv jl f90 cls circ jar class do sas sps css nb wl lean thy pro jff ino jas hack cmp',
  ],
  [{ category: 'code_or_data', weight: 2 }, 'ipynb mlx rmd qmd'],
  [
    { category: 'code_or_data', weight: 4.2 },
    'csv tsv json xml yaml yml sav dta rdata rds mat npy npz h5 hdf5 parquet sqlite db table arff fasta pcap pkl slx log dat',
  ],
  [{ category: 'code_or_data', weight: 2 }, 'xlsx xls ods txt'],
  [{ category: 'code_or_data', weight: 1.5 }, 'zip rar 7z tar gz tgz bz2'],
  [{ category: 'link_or_tool', weight: 2.5 }, 'exe msi dmg apk deb url webloc ics'],
  [{ category: 'summary_or_formula_sheet', weight: 4 }, 'apkg'],
  [{ category: 'other', weight: 1.2 }, 'png jpg jpeg gif svg bmp webp heic tif tiff'],
];

/** What a file's extension says by itself. */
export const FILE_TYPES: ReadonlyMap<string, FileType> = new Map(
  table.flatMap(([type, extensions]) => extensions.split(' ').map((extension) => [extension, type] as const)),
);

/** For items that carry a MIME type and a name without extension. Matched by prefix, longest first. */
const MIME_TYPES: readonly (readonly [string, string])[] = [
  ['application/vnd.openxmlformats-officedocument.presentation', 'pptx'],
  ['application/vnd.openxmlformats-officedocument.spreadsheet', 'xlsx'],
  ['application/vnd.openxmlformats-officedocument.wordprocessing', 'docx'],
  ['application/vnd.oasis.opendocument.presentation', 'odp'],
  ['application/vnd.ms-powerpoint', 'ppt'],
  ['application/vnd.ms-excel', 'xls'],
  ['application/x-ipynb', 'ipynb'],
  ['application/epub', 'epub'],
  ['application/zip', 'zip'],
  ['application/json', 'json'],
  ['application/msword', 'doc'],
  ['application/pdf', 'pdf'],
  ['text/x-python', 'py'],
  ['text/x-java', 'java'],
  ['text/x-c', 'c'],
  ['text/csv', 'csv'],
  ['text/html', 'html'],
  ['text/plain', 'txt'],
  ['video/', 'mp4'],
  ['audio/', 'mp3'],
  ['image/', 'png'],
];

/** The extension that stands for a MIME type, or null. */
export function extensionOfMimeType(mimeType: string): string | null {
  const type = mimeType.toLowerCase();
  return MIME_TYPES.find(([prefix]) => type.startsWith(prefix))?.[1] ?? null;
}
