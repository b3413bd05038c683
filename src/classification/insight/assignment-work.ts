/** What the text of an assignment tells of the work it takes. Null where it does not tell. */
export interface AssignmentWork {
  /** In percent of the course's grade. */
  gradePercent: number | null;
  points: number | null;
  /** Pages to write; of a range the most. */
  pages: number | null;
  words: number | null;
  /** Questions, exercises or parts. */
  parts: number | null;
  group: 'alone' | 'pairs' | 'group' | null;
  /** As estimated from the above; null when nothing is known. */
  hours: number | null;
}

interface Quantity {
  readonly name: 'gradePercent' | 'points' | 'pages' | 'words' | 'parts';
  readonly most: number;
  readonly pattern: RegExp;
}

const NUMBER = '(\\d{1,5})(?:\\s?[-–]\\s?(\\d{1,5}))?';
const END = '(?!\\p{L})';

export const QUANTITIES: readonly Quantity[] = [
  {
    name: 'gradePercent',
    most: 100,
    pattern:
      /(\d{1,3})\s?(?:%|אחוז(?:ים)?|percent|Prozent|процент\p{L}*|بالمئة)\s*(?:מ(?:ה)?ציון|מהציון|of (?:the|your) (?:(?:final|course|total) )?(?:grade|mark)|de la (?:note|nota)|din nota|der Note|от оценки|من (?:ال)?(?:علامة|درجة))/iu,
  },
  {
    name: 'points',
    most: 1000,
    pattern: new RegExp(
      `${NUMBER}\\s?(?:נקודות|נק['׳]?|points?|pts?\\.?|marks|Punkte?|puncte?|puntos|балл(?:ов|а)?|نقاط|نقطة|علامة|درجة)${END}`,
      'iu',
    ),
  },
  {
    name: 'pages',
    most: 500,
    pattern: new RegExp(
      `${NUMBER}\\s?(?:עמודים|עמ['׳]|דפים|pages?|Seiten|pagini|páginas|страниц\\p{L}*|стр\\.|صفحات|صفحة)${END}`,
      'iu',
    ),
  },
  {
    name: 'words',
    most: 50_000,
    pattern: new RegExp(
      `${NUMBER}\\s?(?:מילים|words|mots|Wörter|cuvinte|palabras|слов|كلمة|كلمات)${END}`,
      'iu',
    ),
  },
  {
    name: 'parts',
    most: 100,
    pattern: new RegExp(
      `${NUMBER}\\s?(?:שאלות|תרגילים|בעיות|חלקים|סעיפים|questions|exercises|problems|parts|exercices|problèmes|parties|Aufgaben|Teile|întrebări|exerciții|probleme|ejercicios|problemas|preguntas|partes|задач(?:и|а)?|вопрос(?:ов|а)|част(?:ей|и)|أسئلة|اسئلة|تمارين|أجزاء)${END}`,
      'iu',
    ),
  },
];

const GROUPS: readonly { readonly group: 'alone' | 'pairs' | 'group'; readonly pattern: RegExp }[] = [
  {
    group: 'pairs',
    pattern:
      /(?<!\p{L})(?:ב?זוגות|in pairs|pairs of|with a partner|en binômes?|par deux|zu zweit|Zweiergruppen|în perechi|por parejas|en parejas|в парах|парами|ثنائي(?:ة|ات)?|أزواج)(?!\p{L})/iu,
  },
  {
    group: 'group',
    pattern:
      /(?<!\p{L})(?:ב?קבוצות|בקבוצה|in (?:a |small )?(?:groups?|teams?)|groups? of|teams? of|en groupes?|in Gruppen|Gruppenarbeit|Gruppenabgabe|în echip[ăe]|pe echipe|en grupos?|por grupos|в групп(?:е|ах)|командн\p{L}+|مجموعات|جماعي(?:ة)?)(?!\p{L})/iu,
  },
  {
    group: 'alone',
    pattern:
      /(?<!\p{L})(?:ביחידים|יחידני(?:ת)?|לבד|הגשה אישית|individual(?:ly)?|on your own|alone|individuel(?:le|lement)?|einzeln|Einzelabgabe|individual(?:ă|mente)?|индивидуальн\p{L}+|самостоятельн\p{L}+|فردي(?:ة)?)(?!\p{L})/iu,
  },
];

/** Hours that one of each takes: rough, and the same for all courses. */
const HOURS = { parts: 0.75, pages: 1.5, words: 1.5 / 300, points: 0.04, gradePercent: 0.6 } as const;
const FEWEST_HOURS = 0.5;
const MOST_HOURS = 80;
const LONGEST = 20_000;

/** Reads the text of an assignment. Pure and total: any text has an answer. */
export function assignmentWork(text: string): AssignmentWork {
  const read = text.slice(0, LONGEST);
  const found = { gradePercent: null, points: null, pages: null, words: null, parts: null, group: null };
  const work: Omit<AssignmentWork, 'hours'> = found;
  for (const { name, most, pattern } of QUANTITIES) work[name] = quantityIn(read, pattern, most);
  work.group = GROUPS.find(({ pattern }) => pattern.test(read))?.group ?? null;
  return { ...work, hours: hoursOf(work) };
}

function quantityIn(text: string, pattern: RegExp, most: number): number | null {
  const match = pattern.exec(text);
  if (match === null) return null;
  const value = Math.max(Number(match[1]), Number(match[2] ?? 0));
  return value > 0 && value <= most ? value : null;
}

/** What is asked for tells more than what it is worth. */
function hoursOf({
  parts,
  pages,
  words,
  points,
  gradePercent,
}: Omit<AssignmentWork, 'hours'>): number | null {
  const asked = [
    parts === null ? null : parts * HOURS.parts,
    pages === null ? null : pages * HOURS.pages,
    words === null ? null : words * HOURS.words,
  ].filter((hours) => hours !== null);
  const worth = [
    points === null ? null : points * HOURS.points,
    gradePercent === null ? null : gradePercent * HOURS.gradePercent,
  ].filter((hours) => hours !== null);
  const known = asked.length > 0 ? asked : worth;
  if (known.length === 0) return null;
  const hours = Math.min(MOST_HOURS, Math.max(FEWEST_HOURS, Math.max(...known)));
  return Math.round(hours * 2) / 2;
}
