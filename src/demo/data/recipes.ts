/** The words in which the courses are written down; `composer.ts` turns them into modules with ids and times. */
export interface FileRecipe {
  name: string;
  path?: string;
  kb?: number;
}

export type WorkState =
  'graded' | 'graded-late' | 'submitted' | 'draft' | 'untouched' | 'opened' | 'missed' | 'reopened';

export interface WorkRecipe {
  /** Days from now (due at 23:59), or hours from now; neither = no deadline. */
  dueDays?: number;
  dueHours?: number;
  opensDays?: number;
  cutoffDays?: number;
  state: WorkState;
  grade?: number;
  outOf?: number;
  comment?: string;
  intro?: string;
  attach?: string[];
  submit?: string[];
  extensionDays?: number;
  team?: boolean;
  /** Handed in on paper. */
  offline?: boolean;
}

export interface QuizRecipe {
  opensDays?: number;
  closesDays?: number;
  minutes?: number;
  attempts?: number;
  state?: 'finished' | 'inprogress';
  grade?: number;
}

export interface PostRecipe {
  subject: string;
  message: string;
  daysAgo: number;
  pinned?: boolean;
  by?: string;
  replies?: number;
  attach?: string[];
}

export interface ModuleRecipe {
  type: string;
  name: string;
  files?: FileRecipe[];
  url?: string;
  html?: string;
  description?: string;
  chapters?: { title: string; html: string }[];
  work?: WorkRecipe;
  quiz?: QuizRecipe;
  forum?: 'news' | 'general';
  posts?: PostRecipe[];
  opensDays?: number;
  closesDays?: number;
  inside?: ModuleRecipe[];
  hidden?: boolean;
  stealth?: boolean;
  restriction?: Restriction;
  indent?: number;
  completion?: 'automatic' | 'manual';
  completed?: boolean;
}

export type Restriction = { fromDays: number } | { group: string } | { after: string };

export interface SectionRecipe {
  name: string;
  summary?: string;
  hidden?: boolean;
  restriction?: Restriction;
  /** Weeks from the course's start at which its materials were put up. */
  week?: number;
  modules: ModuleRecipe[];
}

export interface CourseRecipe {
  code: string;
  name: string;
  /** Replaces the composed full name: multi-language markup, tags and the like. */
  rawName?: string;
  faculty: string;
  lecturer: string;
  summary?: string;
  when: 'now' | 'last';
  noEnd?: boolean;
  format?: 'topics' | 'weeks';
  lang?: 'en' | 'he';
  image?: string;
  favourite?: boolean;
  hiddenByStudent?: boolean;
  contentsDelayMs?: number;
  /** Groups that the student is in. */
  groups?: string[];
  exams?: { name: string; days: number; hours: number; place: string }[];
  sections: SectionRecipe[];
}

type Options = Partial<Omit<ModuleRecipe, 'type'>>;

const clean = (name: string): string =>
  name
    .replace(/[<>&"':|\\/]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** One uploaded file; its name defaults to the module's. */
export const file = (
  name: string,
  filename?: string,
  options: Options & { kb?: number } = {},
): ModuleRecipe => {
  const { kb, ...rest } = options;
  return { type: 'resource', name, files: [{ name: filename ?? `${clean(name)}.pdf`, kb }], ...rest };
};

/** Files by folder: `{ '/': ['a.pdf'], '/2024/': ['b.pdf'] }`. */
export const folder = (
  name: string,
  tree: Record<string, string[]>,
  options: Options = {},
): ModuleRecipe => ({
  type: 'folder',
  name,
  files: Object.entries(tree).flatMap(([path, names]) => names.map((each) => ({ name: each, path }))),
  ...options,
});

export const link = (name: string, url: string, options: Options = {}): ModuleRecipe => ({
  type: 'url',
  name,
  url,
  ...options,
});

export const label = (html: string, options: Options = {}): ModuleRecipe => ({
  type: 'label',
  name: '',
  description: `<div dir="rtl">${html}</div>`,
  ...options,
});

export const page = (name: string, html: string, options: Options = {}): ModuleRecipe => ({
  type: 'page',
  name,
  html,
  ...options,
});

export const book = (name: string, titles: string[], options: Options = {}): ModuleRecipe => ({
  type: 'book',
  name,
  chapters: titles.map((title) => ({
    title,
    html: `<p>הפרק מסכם את עיקרי הנושא: ${title}.</p>`,
  })),
  ...options,
});

export const homework = (name: string, work: WorkRecipe, options: Options = {}): ModuleRecipe => ({
  type: 'assign',
  name,
  work,
  ...options,
});

export const quiz = (name: string, recipe: QuizRecipe, options: Options = {}): ModuleRecipe => ({
  type: 'quiz',
  name,
  quiz: recipe,
  ...options,
});

export const announcements = (posts: PostRecipe[], name = 'לוח הודעות'): ModuleRecipe => ({
  type: 'forum',
  name,
  forum: 'news',
  posts,
});

export const forum = (name: string, posts: PostRecipe[] = []): ModuleRecipe => ({
  type: 'forum',
  name,
  forum: 'general',
  posts,
});

export const subsection = (name: string, inside: ModuleRecipe[]): ModuleRecipe => ({
  type: 'subsection',
  name,
  inside,
});

/** Any other activity, known to Moodle or not. */
export const activity = (type: string, name: string, options: Options = {}): ModuleRecipe => ({
  type,
  name,
  ...options,
});

/** One section a topic; `fill` says what a week holds, and an empty answer leaves the week empty. */
export const weekly = (
  topics: string[],
  title: (n: number, topic: string) => string,
  fill: (n: number, topic: string) => ModuleRecipe[],
): SectionRecipe[] =>
  topics.map((topic, index) => ({
    name: title(index + 1, topic),
    week: index,
    modules: fill(index + 1, topic),
  }));
