import {
  IconArticle,
  IconBook,
  IconBox,
  IconBrandZoom,
  IconChecklist,
  IconFile,
  IconFileSpreadsheet,
  IconFileText,
  IconFileTypePdf,
  IconFileZip,
  IconFolder,
  IconHelpHexagon,
  IconLink,
  IconMessages,
  IconMovie,
  IconMusic,
  IconNotes,
  IconPhoto,
  IconPresentation,
  IconPuzzle,
  IconSourceCode,
  IconTableOptions,
  type Icon,
} from '@tabler/icons-react';
import type { LibraryFile, LibraryItem, LocalizedText } from '../../../../src/contract';

/** Moodle's activity types that students meet; a plug-in that is not here is shown as an activity. */
const TYPES: Readonly<Record<string, { readonly icon: Icon; readonly name: LocalizedText }>> = {
  resource: { icon: IconFile, name: { he: 'קובץ', en: 'File' } },
  folder: { icon: IconFolder, name: { he: 'תיקייה', en: 'Folder' } },
  assign: { icon: IconChecklist, name: { he: 'מטלה', en: 'Assignment' } },
  quiz: { icon: IconHelpHexagon, name: { he: 'בוחן', en: 'Quiz' } },
  url: { icon: IconLink, name: { he: 'קישור', en: 'Link' } },
  page: { icon: IconArticle, name: { he: 'דף', en: 'Page' } },
  label: { icon: IconNotes, name: { he: 'הערה', en: 'Note' } },
  forum: { icon: IconMessages, name: { he: 'פורום', en: 'Forum' } },
  book: { icon: IconBook, name: { he: 'ספר', en: 'Book' } },
  choice: { icon: IconTableOptions, name: { he: 'סקר', en: 'Choice' } },
  feedback: { icon: IconTableOptions, name: { he: 'משוב', en: 'Feedback' } },
  workshop: { icon: IconChecklist, name: { he: 'סדנה', en: 'Workshop' } },
  glossary: { icon: IconBook, name: { he: 'מונחון', en: 'Glossary' } },
  data: { icon: IconTableOptions, name: { he: 'מסד נתונים', en: 'Database' } },
  wiki: { icon: IconArticle, name: { he: 'ויקי', en: 'Wiki' } },
  lesson: { icon: IconPresentation, name: { he: 'שיעור', en: 'Lesson' } },
  scorm: { icon: IconBox, name: { he: 'לומדה', en: 'SCORM package' } },
  h5pactivity: { icon: IconPuzzle, name: { he: 'פעילות H5P', en: 'H5P' } },
  lti: { icon: IconPuzzle, name: { he: 'כלי חיצוני', en: 'External tool' } },
  zoom: { icon: IconBrandZoom, name: { he: 'מפגש Zoom', en: 'Zoom meeting' } },
  bigbluebuttonbn: { icon: IconMovie, name: { he: 'מפגש מקוון', en: 'Online meeting' } },
  videofile: { icon: IconMovie, name: { he: 'סרטון', en: 'Video' } },
  attendance: { icon: IconTableOptions, name: { he: 'נוכחות', en: 'Attendance' } },
};

const OTHER = { icon: IconPuzzle, name: { he: 'פעילות', en: 'Activity' } };

export const itemType = (type: string) => TYPES[type] ?? OTHER;

const EXTENSIONS: readonly (readonly [extensions: string, icon: Icon])[] = [
  ['pdf', IconFileTypePdf],
  ['doc docx odt rtf txt tex md pages', IconFileText],
  ['ppt pptx pps ppsx odp key', IconPresentation],
  ['xls xlsx csv ods numbers', IconFileSpreadsheet],
  ['zip rar 7z gz tar tgz', IconFileZip],
  ['png jpg jpeg gif svg webp heic bmp', IconPhoto],
  ['mp4 mov mkv avi webm m4v', IconMovie],
  ['mp3 wav m4a ogg', IconMusic],
  ['py c h cpp java js ts m r ipynb asm s sql html css json xml mat hs ml rkt', IconSourceCode],
];

const ICON_OF = new Map(
  EXTENSIONS.flatMap(([extensions, icon]) =>
    extensions.split(' ').map((extension) => [extension, icon] as const),
  ),
);

export function extension(file: Pick<LibraryFile, 'name'>): string {
  return /\.([a-z0-9]{1,5})$/i.exec(file.name)?.[1]?.toLowerCase() ?? '';
}

export const fileIcon = (file: Pick<LibraryFile, 'name'>): Icon => ICON_OF.get(extension(file)) ?? IconFile;

/** The sign of an item: its file's, when it is one file, else its activity's. */
export function itemIcon({ type, files }: Pick<LibraryItem, 'type' | 'files'>): Icon {
  const [file, ...more] = files;
  return type === 'resource' && file && more.length === 0 ? fileIcon(file) : itemType(type).icon;
}
