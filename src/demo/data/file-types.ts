/** Extension → media type and the name of Moodle's icon. */
const FILE_TYPES: Record<string, { mimetype: string; icon: string }> = {
  pdf: { mimetype: 'application/pdf', icon: 'pdf' },
  docx: {
    mimetype: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    icon: 'document',
  },
  pptx: {
    mimetype: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    icon: 'powerpoint',
  },
  xlsx: {
    mimetype: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    icon: 'spreadsheet',
  },
  zip: { mimetype: 'application/zip', icon: 'archive' },
  png: { mimetype: 'image/png', icon: 'image' },
  py: { mimetype: 'text/plain', icon: 'text' },
  txt: { mimetype: 'text/plain', icon: 'text' },
  csv: { mimetype: 'text/csv', icon: 'spreadsheet' },
  ipynb: { mimetype: 'application/json', icon: 'json' },
  m: { mimetype: 'document/unknown', icon: 'unknown' },
  mp3: { mimetype: 'audio/mp3', icon: 'audio' },
  mp4: { mimetype: 'video/mp4', icon: 'video' },
};

const UNKNOWN = { mimetype: 'document/unknown', icon: 'unknown' };

function typeOf(filename: string): { mimetype: string; icon: string } {
  return FILE_TYPES[filename.slice(filename.lastIndexOf('.') + 1).toLowerCase()] ?? UNKNOWN;
}

export const mimetypeOf = (filename: string): string => typeOf(filename).mimetype;
export const iconOf = (filename: string): string => typeOf(filename).icon;
