import type { Category } from '../category';

export interface ModuleType {
  category: Category;
  weight: number;
  he: string;
  en: string;
  /** The item is a place to work in, never the solution that its name may speak of. */
  place?: true;
}

const TOOL = { category: 'link_or_tool', weight: 4.5, place: true } as const;
const VIDEO = { category: 'recording', weight: 6, he: 'סרטון', en: 'video' } as const;

/** What a Moodle module type says by itself. Types that only hold something (resource, url, page, folder) are weak. */
const table: Readonly<Record<string, ModuleType>> = {
  assign: { category: 'assignment', weight: 5, he: 'מטלה', en: 'assignment' },
  assignment: { category: 'assignment', weight: 5, he: 'מטלה', en: 'assignment' },
  vpl: { category: 'assignment', weight: 5, he: 'מעבדת תכנות', en: 'programming lab' },
  workshop: { category: 'assignment', weight: 4, he: 'הערכת עמיתים', en: 'peer assessment' },
  turnitintooltwo: { category: 'assignment', weight: 5, he: 'הגשה', en: 'submission' },
  kalvidassign: { category: 'assignment', weight: 5, he: 'מטלת וידאו', en: 'video assignment' },
  quiz: { category: 'exam', weight: 5, he: 'בוחן', en: 'quiz' },
  adaptivequiz: { category: 'exam', weight: 5, he: 'בוחן', en: 'quiz' },
  realtimequiz: { category: 'exam', weight: 4, he: 'בוחן', en: 'quiz' },
  zoom: { ...TOOL, he: 'זום', en: 'Zoom' },
  bigbluebuttonbn: { ...TOOL, he: 'מפגש מקוון', en: 'online meeting' },
  msteams: { ...TOOL, he: 'Teams', en: 'Teams' },
  googlemeet: { ...TOOL, he: 'מפגש מקוון', en: 'online meeting' },
  webexactivity: { ...TOOL, he: 'מפגש מקוון', en: 'online meeting' },
  jitsi: { ...TOOL, he: 'מפגש מקוון', en: 'online meeting' },
  attendance: { ...TOOL, weight: 6, he: 'נוכחות', en: 'attendance' },
  questionnaire: { ...TOOL, weight: 6, he: 'שאלון', en: 'questionnaire' },
  feedback: { ...TOOL, weight: 6, he: 'משוב', en: 'feedback' },
  survey: { ...TOOL, weight: 6, he: 'סקר', en: 'survey' },
  choice: { ...TOOL, weight: 6, he: 'בחירה', en: 'choice' },
  choicegroup: { ...TOOL, weight: 7, he: 'בחירת קבוצה', en: 'group choice' },
  groupselect: { ...TOOL, weight: 7, he: 'בחירת קבוצה', en: 'group choice' },
  grouptool: { ...TOOL, weight: 7, he: 'בחירת קבוצה', en: 'group choice' },
  ratingallocate: { ...TOOL, weight: 7, he: 'שיבוץ לפי העדפה', en: 'allocation by preference' },
  scheduler: { ...TOOL, weight: 6, he: 'קביעת פגישה', en: 'appointment' },
  booking: { ...TOOL, weight: 6, he: 'הרשמה', en: 'booking' },
  chat: { ...TOOL, weight: 6, he: 'צ׳אט', en: 'chat' },
  checklist: { ...TOOL, he: 'רשימת משימות', en: 'checklist' },
  lti: { ...TOOL, weight: 3.5, he: 'כלי חיצוני', en: 'external tool' },
  data: { ...TOOL, weight: 3, he: 'בסיס נתונים', en: 'database' },
  wiki: { ...TOOL, weight: 3, he: 'ויקי', en: 'wiki' },
  ouwiki: { ...TOOL, weight: 3, he: 'ויקי', en: 'wiki' },
  oublog: { ...TOOL, weight: 3, he: 'בלוג', en: 'blog' },
  board: { ...TOOL, weight: 3, he: 'לוח שיתופי', en: 'board' },
  game: { ...TOOL, weight: 3.5, he: 'משחק', en: 'game' },
  hotquestion: { ...TOOL, weight: 5, he: 'שאלות מהכיתה', en: 'questions' },
  customcert: { ...TOOL, weight: 4, he: 'תעודה', en: 'certificate' },
  forum: { ...TOOL, weight: 2.2, he: 'פורום', en: 'forum' },
  hsuforum: { ...TOOL, weight: 2.2, he: 'פורום', en: 'forum' },
  ouforum: { ...TOOL, weight: 2.2, he: 'פורום', en: 'forum' },
  videostream: VIDEO,
  videofile: VIDEO,
  videotime: VIDEO,
  video: VIDEO,
  kalvidres: VIDEO,
  kalvidpres: VIDEO,
  opencast: VIDEO,
  panopto: VIDEO,
  panoptosubmission: { category: 'assignment', weight: 5, he: 'הגשת וידאו', en: 'video submission' },
  mediasite: VIDEO,
  helixmedia: VIDEO,
  glossary: { category: 'summary_or_formula_sheet', weight: 3, he: 'אגרון מונחים', en: 'glossary' },
  lesson: { category: 'lecture', weight: 3, he: 'שיעור', en: 'lesson' },
  scorm: { category: 'lecture', weight: 2.2, he: 'לומדה', en: 'learning package' },
  hvp: { category: 'lecture', weight: 1.4, he: 'פעילות אינטראקטיבית', en: 'interactive content' },
  h5pactivity: { category: 'lecture', weight: 1.4, he: 'פעילות אינטראקטיבית', en: 'interactive content' },
  book: { category: 'reading', weight: 1.6, he: 'ספר', en: 'book' },
  label: { category: 'other', weight: 5.5, he: 'כותרת', en: 'heading' },
  url: { category: 'link_or_tool', weight: 1.6, he: 'קישור', en: 'link' },
  page: { category: 'lecture', weight: 0.7, he: 'דף', en: 'page' },
  folder: { category: 'other', weight: 0.4, he: 'תיקייה', en: 'folder' },
};

export const MODULE_TYPES: ReadonlyMap<string, ModuleType> = new Map(Object.entries(table));

/** Forum-like modules: their names are discussion titles as often as names of places. */
export const FORUM_MODULES: ReadonlySet<string> = new Set(['forum', 'hsuforum', 'ouforum']);
