export interface ModuleType {
  plural: { he: string; en: string };
  purpose: string;
  branded?: true;
  /** core_course_get_contents tells `contents` and `contentsinfo` for it. */
  listsFiles?: true;
  /** 4.5 sends an (empty) `activitybadge` for it. */
  badge?: true;
  /** Nothing to open: no `url`, `noviewlink` true. */
  inline?: true;
}

const of = (he: string, en: string, purpose: string, more: Partial<ModuleType> = {}): ModuleType => ({
  plural: { he, en },
  purpose,
  ...more,
});

/** What Moodle says of each kind of activity; a kind that is not here is treated as an unknown plug-in. */
export const MODULE_TYPES: Record<string, ModuleType> = {
  assign: of('מטלות', 'Assignments', 'assessment'),
  book: of('ספרים', 'Books', 'content', { listsFiles: true }),
  choice: of('שאלות־סקר', 'Choices', 'communication'),
  data: of('בסיסי־נתונים', 'Databases', 'collaboration'),
  feedback: of('משובים', 'Feedback', 'communication'),
  folder: of('תקיות קבצים', 'Folders', 'content', { listsFiles: true }),
  forum: of('פורומים', 'Forums', 'collaboration', { badge: true }),
  glossary: of('אגרוני מונחים', 'Glossaries', 'collaboration'),
  h5pactivity: of('H5P', 'H5P', 'interactivecontent', { branded: true }),
  label: of('פסקאות מעוצבות', 'Text and media areas', 'content', { inline: true }),
  lesson: of('שיעורים מסתעפים בשאלות', 'Lessons', 'interactivecontent'),
  lti: of('כלים/תכנים חיצוניים (LTI)', 'External tools', 'other'),
  page: of('דפים', 'Pages', 'content', { listsFiles: true }),
  quiz: of('בחנים', 'Quizzes', 'assessment'),
  resource: of('קבצים', 'Files', 'content', { listsFiles: true, badge: true }),
  scorm: of('חבילות לומדה - SCORM', 'SCORM packages', 'interactivecontent'),
  subsection: of('Subsections', 'Subsections', 'content'),
  url: of('כתובות אינטרנט', 'URLs', 'content', { listsFiles: true }),
  wiki: of('ויקי(ם)', 'Wikis', 'collaboration'),
  workshop: of('הערכות־עמיתים', 'Workshops', 'assessment'),
};

export function moduleType(name: string): ModuleType {
  return MODULE_TYPES[name] ?? of(name, name, 'other');
}
