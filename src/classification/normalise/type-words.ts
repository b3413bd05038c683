import type { Token } from './tokenise';

/** The type word that Moodle appends to an activity's accessible name ("הרצאה 1 קובץ"), by module type, folded. */
const TYPE_WORDS: Readonly<Record<string, readonly string[]>> = {
  resource: ['קובצ', 'file', 'fichier', 'datei', 'fisier', 'файл', 'archivo', 'ملف'],
  assign: ['מטלה', 'assignment', 'devoir', 'aufgabe', 'tema', 'задание', 'tarea', 'مهمه'],
  forum: ['פורומ', 'forum', 'foro', 'форум', 'منتدي'],
  url: ['קישור', 'url', 'lien', 'link', 'enlace', 'гиперссылка', 'رابط'],
  folder: ['תיקיה', 'תיקייה', 'folder', 'dossier', 'verzeichnis', 'dosar', 'папка', 'carpeta', 'مجلد'],
  page: ['דפ', 'page', 'textseite', 'pagina', 'страница', 'صفحه'],
  quiz: ['בוחנ', 'quiz', 'test', 'тест', 'cuestionario', 'اختبار'],
};

/** Without the trailing type word, when there is a name before it. */
export function withoutTypeWord(tokens: Token[], modType: string): Token[] {
  const last = tokens[tokens.length - 1];
  if (last === undefined || tokens.length < 2) return tokens;
  const words = Object.hasOwn(TYPE_WORDS, modType) ? TYPE_WORDS[modType] : undefined;
  return words?.includes(last.key) ? tokens.slice(0, -1) : tokens;
}
