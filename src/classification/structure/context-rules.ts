import type { Category } from '../category';
import type { ItemInput } from '../item';
import type { Evidence, Source } from '../model/evidence';
import { FILE_TYPES } from './file-types';
import { FORUM_MODULES, MODULE_TYPES } from './module-types';

/** What a rule may look at. */
export interface RuleView {
  item: ItemInput;
  extension: string | null;
  wordCount: number;
  /** The name tells to hand in, not what was handed out. */
  handsIn: boolean;
  /** The name joins a kind and its solutions: "Exams and solutions". */
  joinsKinds: boolean;
}

/** Scales or adds evidence where one observation changes the meaning of another. Each is pure and stands alone. */
export interface ContextRule {
  name: string;
  applies: (view: RuleView) => boolean;
  adjust: (evidence: readonly Evidence[]) => readonly Evidence[];
}

const TOPICS: ReadonlySet<Evidence['target']> = new Set<Category | 'solution'>([
  'lecture',
  'recitation',
  'assignment',
  'exam',
  'solution',
  'summary_or_formula_sheet',
  'recording',
  'syllabus_or_admin',
  'reading',
  'code_or_data',
]);

const scale =
  (sources: readonly Source[], targets: ReadonlySet<Evidence['target']>, factor: number) =>
  (evidence: readonly Evidence[]): readonly Evidence[] => {
    const concerns = ({ source, target }: Evidence): boolean =>
      sources.includes(source) && targets.has(target);
    // Most rules concern nothing of most items.
    if (!evidence.some(concerns)) return evidence;
    return evidence.map((item) => (concerns(item) ? { ...item, weight: item.weight * factor } : item));
  };

const add =
  (source: Source, target: Category, weight: number) =>
  (evidence: readonly Evidence[]): Evidence[] => [...evidence, { source, target, weight, shown: '' }];

const isForumLike = (modType: string): boolean => FORUM_MODULES.has(modType);
const isForum = ({ item }: RuleView): boolean => isForumLike(item.modType);

const isAnnouncingSection = ({ source, target }: Evidence): boolean =>
  source === 'section' && target === 'announcement';

const SENTENCE = 6;
const SHORT_SENTENCE = 4;
const WORK: ReadonlySet<Category> = new Set(['assignment', 'exam']);
const TEXT_MODULES: ReadonlySet<string> = new Set(['label', 'page']);
const LINK_MODULES: ReadonlySet<string> = new Set(['url', 'lti', 'page']);

const strongestOf = (
  evidence: readonly Evidence[],
  source: Source,
  speaksFor: (target: Evidence['target']) => boolean,
): number => {
  let most = 0;
  for (const item of evidence)
    if (item.source === source && item.weight > most && speaksFor(item.target)) most = item.weight;
  return most;
};

const nameSaysOf = (evidence: readonly Evidence[], target: Evidence['target']): number =>
  strongestOf(evidence, 'name', (spoken) => spoken === target);

/** One plain word of news, or two that may be. */
const tellsNews = (evidence: readonly Evidence[]): boolean => {
  const news = evidence.filter(({ source, target }) => source === 'name' && target === 'announcement');
  return news.some(({ weight }) => weight >= 4) || news.filter(({ weight }) => weight >= 2).length > 1;
};

/** Weights from which a name says a thing plainly, and below which it hardly says anything. */
const PLAIN = 2.5;
const ADMINISTRATIVE = 3.6;
const FAINT = 2;
const NOTEBOOKS: ReadonlySet<string> = new Set(['ipynb', 'mlx', 'rmd', 'qmd']);
const SLIDES: ReadonlySet<string> = new Set(['ppt', 'pptx', 'pps', 'ppsx', 'odp', 'key', 'pptm']);
const TAUGHT: ReadonlySet<Evidence['target']> = new Set(['lecture', 'recitation'] as const);
const ARCHIVES: ReadonlySet<string> = new Set(['zip', 'rar', '7z', 'tar', 'gz', 'tgz']);

/** Slides, notes and handouts, as against what calls itself a lecture. */
const A_LECTURE = 3;
/** A chapter or a part by itself tells no kind. */
const A_CHAPTER = 2.3;
/** Of a folder of lectures or notes, as it counts for what lies in it. */
const AMONG_LECTURES = 1.6;
/** Of words that may name either. */
const EITHER = 2.4;

const SPREADSHEETS: ReadonlySet<string> = new Set(['xlsx', 'xls', 'ods', 'csv', 'tsv']);

const when =
  (holds: (evidence: readonly Evidence[]) => boolean, adjust: ContextRule['adjust']): ContextRule['adjust'] =>
  (evidence) =>
    holds(evidence) ? adjust(evidence) : evidence;

const ABOUT_ADMINISTRATION: ReadonlySet<Evidence['target']> = new Set(
  [...TOPICS].filter((topic) => topic !== 'syllabus_or_admin'),
);

export const CONTEXT_RULES: readonly ContextRule[] = [
  {
    name: 'the recording of an online meeting is a recording',
    applies: () => true,
    adjust: when(
      (evidence) => nameSaysOf(evidence, 'recording') >= PLAIN,
      scale(['name', 'module'], new Set(['link_or_tool'] as const), 0.3),
    ),
  },
  {
    name: 'a schedule, a rubric or a list of results is about what it names',
    applies: ({ item }) => item.modType !== 'assign' && item.modType !== 'quiz',
    adjust: when(
      (evidence) => nameSaysOf(evidence, 'syllabus_or_admin') >= ADMINISTRATIVE,
      scale(['name', 'section'], ABOUT_ADMINISTRATION, 0.55),
    ),
  },
  {
    name: 'the slides of a recitation are part of it',
    applies: () => true,
    adjust: when(
      (evidence) => nameSaysOf(evidence, 'recitation') >= PLAIN,
      scale(['name', 'file_type'], new Set(['lecture'] as const), 0.6),
    ),
  },
  {
    name: 'slides and handouts among recitations are of recitations',
    applies: () => true,
    adjust: when(
      (evidence) =>
        strongestOf(evidence, 'section', () => true) ===
          strongestOf(evidence, 'section', (target) => target === 'recitation') &&
        strongestOf(evidence, 'section', (target) => target === 'recitation') >= FAINT &&
        nameSaysOf(evidence, 'lecture') < A_LECTURE,
      scale(['name', 'file_type'], new Set(['lecture'] as const), 0.3),
    ),
  },
  {
    name: 'an "ex" among exams is one',
    applies: () => true,
    adjust: when(
      (evidence) =>
        strongestOf(evidence, 'section', (target) => target === 'exam') >= FAINT &&
        nameSaysOf(evidence, 'assignment') <= EITHER,
      scale(['name'], new Set(['assignment'] as const), 0.4),
    ),
  },
  {
    name: 'what is worked on at a place is not the place',
    applies: ({ item }) => WORK.has(MODULE_TYPES.get(item.modType)?.category ?? 'other'),
    adjust: scale(
      ['name'],
      new Set(['recording', 'reading', 'lecture', 'summary_or_formula_sheet', 'syllabus_or_admin'] as const),
      0.4,
    ),
  },
  {
    name: 'a place to meet is not what one comes for',
    applies: ({ item }) => MODULE_TYPES.get(item.modType)?.place === true && !isForumLike(item.modType),
    adjust: scale(['name'], new Set(['syllabus_or_admin'] as const), 0.5),
  },
  {
    name: 'a line that tells news is news',
    applies: ({ item, wordCount }) => item.modType === 'label' && wordCount >= SHORT_SENTENCE,
    adjust: when(tellsNews, add('sentence', 'announcement', 4.5)),
  },
  {
    name: 'an archive of files for an assignment is files',
    applies: ({ extension }) => extension !== null && ARCHIVES.has(extension),
    adjust: when(
      (evidence) => nameSaysOf(evidence, 'code_or_data') > 0,
      add('file_type', 'code_or_data', 2.5),
    ),
  },
  {
    name: 'a spreadsheet is nothing to read',
    applies: ({ extension }) => extension !== null && SPREADSHEETS.has(extension),
    adjust: scale(['name', 'section'], new Set(['reading'] as const), 0.3),
  },
  {
    name: 'a file speaks of a tool, and is none',
    applies: ({ item, extension }) => item.modType === 'resource' && extension !== null,
    adjust: scale(['name'], new Set(['link_or_tool'] as const), 0.3),
  },
  {
    name: 'a folder of exams and solutions holds both',
    applies: ({ item, joinsKinds }) => item.modType === 'folder' && joinsKinds,
    adjust: scale(['name'], new Set(['solution'] as const), 0),
  },
  {
    name: 'a text among readings is one, unless its name says otherwise',
    applies: () => true,
    adjust: when(
      (evidence) =>
        strongestOf(evidence, 'section', (target) => target === 'reading') >= FAINT &&
        strongestOf(evidence, 'name', (target) => target !== 'reading') < A_CHAPTER,
      add('section', 'reading', 1.5),
    ),
  },
  {
    name: 'a text among summaries is one, unless its name says otherwise',
    applies: ({ item }) => item.modType === 'resource',
    adjust: when(
      (evidence) =>
        strongestOf(evidence, 'section', (target) => target === 'summary_or_formula_sheet') >= PLAIN &&
        strongestOf(evidence, 'name', (target) => target !== 'summary_or_formula_sheet') < PLAIN,
      add('section', 'summary_or_formula_sheet', 2),
    ),
  },
  {
    name: 'a notebook among lectures or recitations is one, unless it is called code',
    applies: ({ extension }) => extension !== null && NOTEBOOKS.has(extension),
    adjust: when(
      (evidence) =>
        strongestOf(evidence, 'section', (target) => TAUGHT.has(target)) >= AMONG_LECTURES &&
        nameSaysOf(evidence, 'code_or_data') < 1,
      scale(['file_type'], new Set(['code_or_data'] as const), 0.4),
    ),
  },
  {
    name: 'slides are shown, whomever they are of',
    applies: ({ extension }) => extension !== null && SLIDES.has(extension),
    adjust: when(
      (evidence) => nameSaysOf(evidence, 'reading') < A_LECTURE,
      scale(['name'], new Set(['reading'] as const), 0.5),
    ),
  },
  {
    name: 'a discussion is about what its title names, and is not it',
    applies: isForum,
    adjust: scale(['name'], TOPICS, 0.3),
  },
  {
    name: 'a file or an activity that mentions an update is still what it is',
    applies: (view) => !isForum(view) && !TEXT_MODULES.has(view.item.modType),
    adjust: scale(['name'], new Set(['announcement'] as const), 0.5),
  },
  {
    name: 'the announcements forum announces',
    applies: (view) => isForum(view) && view.item.forumType === 'news',
    adjust: add('forum', 'announcement', 9),
  },
  {
    name: 'a discussion titled with a sentence is a message',
    applies: (view) => isForum(view) && view.wordCount >= SENTENCE,
    adjust: add('sentence', 'announcement', 2.2),
  },
  {
    name: 'a discussion in a section of announcements is one, whatever it speaks of',
    applies: isForum,
    adjust: (evidence) => {
      const announces = evidence.some(isAnnouncingSection);
      if (!announces) return [...evidence];
      return scale(
        ['name'],
        new Set(['link_or_tool'] as const),
        0.3,
      )(evidence).map((item) => (isAnnouncingSection(item) ? { ...item, weight: item.weight + 4 } : item));
    },
  },
  {
    name: 'a link in a section of recordings leads to one',
    applies: ({ item }) => LINK_MODULES.has(item.modType),
    adjust: (evidence) =>
      evidence.map((item) =>
        item.source === 'section' && item.target === 'recording'
          ? { ...item, weight: item.weight + 3 }
          : item,
      ),
  },
  {
    name: 'a heading holds what it names, and is not it',
    applies: ({ item }) => item.modType === 'label',
    adjust: scale(['name'], new Set([...TOPICS, 'link_or_tool'] as const), 0.4),
  },
  {
    name: 'a program is a program, whichever lecture it belongs to',
    applies: ({ extension }) => extension !== null && FILE_TYPES.get(extension)?.program === true,
    adjust: scale(
      ['name', 'section'],
      new Set([
        'lecture',
        'recitation',
        'exam',
        'summary_or_formula_sheet',
        'syllabus_or_admin',
        'reading',
      ] as const),
      0.4,
    ),
  },
  {
    name: 'a place to hand in holds no solution',
    applies: ({ handsIn, item }) => handsIn && item.modType !== 'resource',
    adjust: scale(['name', 'section'], new Set(['solution'] as const), 0),
  },
];

export function applyContextRules(
  evidence: readonly Evidence[],
  view: RuleView,
  rules: readonly ContextRule[] = CONTEXT_RULES,
): readonly Evidence[] {
  let current = evidence;
  for (const rule of rules) if (rule.applies(view)) current = rule.adjust(current);
  return current;
}
