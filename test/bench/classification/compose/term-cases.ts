import type { Category } from '../../../../src/classification';
import type { Language } from '../../../../src/classification/lexicon/entry';
import type { LabelledItem } from '../labelled-file';
import type { Piece } from '../mutation';

/** Ordinary words of each language around which a case is made. */
const WORDS: Readonly<
  Record<Language, Readonly<Record<'assignment' | 'exam' | 'lecture' | 'solution' | 'tool' | 'code', string>>>
> = {
  he: {
    assignment: 'תרגיל בית',
    exam: 'מבחנים',
    lecture: 'הרצאות',
    solution: 'פתרון',
    tool: 'קישורים',
    code: 'קוד',
  },
  en: {
    assignment: 'Homework',
    exam: 'Exams',
    lecture: 'Lectures',
    solution: 'solution',
    tool: 'Links',
    code: 'Code',
  },
  fr: {
    assignment: 'Devoir',
    exam: 'Examens',
    lecture: 'Cours',
    solution: 'corrigé',
    tool: 'Liens',
    code: 'Code source',
  },
  ro: {
    assignment: 'Temă',
    exam: 'Examene',
    lecture: 'Cursuri',
    solution: 'rezolvare',
    tool: 'Linkuri',
    code: 'Cod sursă',
  },
  ru: {
    assignment: 'Домашнее задание',
    exam: 'Экзамены',
    lecture: 'Лекции',
    solution: 'решение',
    tool: 'Ссылки',
    code: 'Код',
  },
  de: {
    assignment: 'Übungsblatt',
    exam: 'Klausuren',
    lecture: 'Vorlesungen',
    solution: 'Lösung',
    tool: 'Links',
    code: 'Quellcode',
  },
  es: {
    assignment: 'Tarea',
    exam: 'Exámenes',
    lecture: 'Clases',
    solution: 'solución',
    tool: 'Enlaces',
    code: 'Código',
  },
  ar: {
    assignment: 'واجب',
    exam: 'امتحانات',
    lecture: 'محاضرات',
    solution: 'حل',
    tool: 'روابط',
    code: 'أكواد',
  },
};

type Case = Omit<LabelledItem, 'language' | 'source'>;

/** Ways of using a term so that what it means decides, the simplest first. */
export function casesFor(piece: Piece): LabelledItem[] {
  const { term, sense } = piece;
  const { language, meaning, only } = sense;
  const words = WORDS[language];
  const text = term.words.join(' ');
  const made = (category: Category, name: string, section = '', modType = 'resource'): Case => ({
    category,
    name,
    section,
    modType,
  });
  // As a part of a longer word too, as German writes them.
  const named = [`${text} 3`, text, `${text} 3.pdf`, ...(language === 'de' ? [`mathe${text} 3`] : [])];
  const sections = [words.exam, words.assignment, words.tool, words.code, words.lecture];
  const forms: Record<string, () => Case[]> = {
    solution: () => [
      made('assignment_solution', `${words.assignment} 3 ${text}`),
      made('assignment_solution', `${text} ${words.assignment} 3`),
      made('exam_solution', `${text} 3`, words.exam),
      made('exam_solution', `mathe${text} 3`, words.exam),
      made('assignment_solution', text, words.assignment),
      made('assignment_solution', '3', `${words.assignment}/${text}`),
    ],
    submission: () => [
      made('assignment', `${words.solution} ${text}`, '', 'assign'),
      made('assignment', `${text} ${words.solution}`, '', 'assign'),
      made('assignment', `${text} ${words.solution} ${words.assignment} 3`, '', 'assign'),
    ],
    pointer: () => [
      made('link_or_tool', text),
      made('lecture', `${text} ${words.lecture} 3`),
      made('exam', `${text} ${words.exam}`, '', 'url'),
      made('link_or_tool', `${text} X`),
      made('link_or_tool', text, '', 'page'),
    ],
    neutral: () => [
      made('lecture', text),
      made('lecture', `${text} 3`),
      made('lecture', `${text}.pdf`),
      made('lecture', `${text} 3.pdf`),
      ...sections.map((section) => made('lecture', `${text} 3`, section)),
      made('assignment', `${words.assignment} 3 - ${text}`),
      made('exam', `${text} 3`, words.exam),
      made('assignment', `${text} 3`, words.assignment),
      made('lecture', `3`, text),
    ],
  };
  const category = meaning as Category;
  const plain = (): Case[] => [
    ...(only === 'section' ? [] : named.map((name) => made(category, name))),
    ...(only === 'section'
      ? []
      : sections.flatMap((section) => named.map((name) => made(category, name, section)))),
    ...(only === 'name'
      ? []
      : [made(category, '3', text), made(category, 'X.pdf', text), made(category, '3', `${text} 3`)]),
    ...(only === 'section'
      ? []
      : ['url', 'page', 'folder', 'label'].flatMap((type) =>
          named.map((name) => made(category, name, '', type)),
        )),
    ...sections.map((section) => made(category, '3', `${section}/${text}`)),
  ];
  return (forms[meaning] ?? plain)().map((one) => ({ ...one, language, source: `term-${language}` }));
}
