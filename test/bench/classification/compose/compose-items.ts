import { CATEGORIES, type Category } from '../../../../src/classification';
import type { LabelledItem } from '../labelled-file';
import { SeededRandom } from '../random';
import { type Habits, HABITS } from './habits';

export const SEED = 5787;
const SOURCES_PER_LANGUAGE = 8;
const ITEMS_PER_SOURCE = 60;
/** How often each kind is found in courses, roughly. */
const SHARES: Readonly<Record<Category, number>> = {
  lecture: 22,
  recitation: 10,
  assignment: 18,
  assignment_solution: 6,
  exam: 11,
  exam_solution: 5,
  summary_or_formula_sheet: 4,
  recording: 6,
  syllabus_or_admin: 5,
  reading: 5,
  code_or_data: 4,
  announcement: 2,
  link_or_tool: 5,
  other: 2,
};

/** How one lecturer names things: kept through all that one source holds. */
interface Style {
  readonly separator: string;
  readonly padded: boolean;
  readonly lower: boolean;
  readonly prefix: string;
  readonly sectioned: boolean;
  readonly extension: string;
  readonly suffix: string;
}

/** Composes the items of made courses. The same seed gives the same items. */
export function composeItems(seed = SEED): LabelledItem[] {
  const random = new SeededRandom(seed);
  return HABITS.flatMap((habits) =>
    Array.from({ length: SOURCES_PER_LANGUAGE }, (_, at) => composeSource(habits, at, random)).flat(),
  );
}

function composeSource(habits: Habits, at: number, random: SeededRandom): LabelledItem[] {
  const style = composeStyle(random);
  const items: LabelledItem[] = [];
  while (items.length < ITEMS_PER_SOURCE) {
    const item = composeItem(habits, style, random);
    if (item !== null) items.push({ ...item, source: `made-${habits.language}-${at + 1}` });
  }
  return items;
}

const composeStyle = (random: SeededRandom): Style => ({
  separator: random.pick([' ', ' ', ' ', '_', '-']),
  padded: random.chance(0.3),
  lower: random.chance(0.2),
  prefix: random.chance(0.2) ? random.pick(['CS101', 'MATH2040', '20417', 'PHY1', 'EE330']) : '',
  sectioned: random.chance(0.6),
  extension: random.pick(['.pdf', '.pdf', '.pdf', '.pptx', '.docx', '']),
  suffix: random.pick(['', '', '', ' (1)', ' v2', ' final', ' new']),
});

function pickCategory(random: SeededRandom): Category {
  let left = random.below(CATEGORIES.reduce((sum, category) => sum + SHARES[category], 0));
  return CATEGORIES.find((category) => (left -= SHARES[category]) < 0) ?? 'lecture';
}

function composeItem(habits: Habits, style: Style, random: SeededRandom): LabelledItem | null {
  const category = pickCategory(random);
  const base = { language: habits.language, category, source: '' };
  if (category === 'other' && random.chance(0.6)) {
    const name = fill(habits.labels, habits, style, random);
    return { ...base, modType: 'label', name, section: fill(habits.neutral, habits, style, random) };
  }
  const forum = habits.forums[category];
  if (forum !== undefined && random.chance(category === 'announcement' ? 1 : 0.3)) {
    const name = fill(forum, habits, style, random);
    return { ...base, modType: 'forum', name, section: fill(habits.neutral, habits, style, random) };
  }
  const link = habits.links[category];
  if (link !== undefined && random.chance(category === 'reading' ? 0.3 : 1)) {
    const section = sectionFor(category, habits, style, random);
    return { ...base, modType: 'url', name: fill(link, habits, style, random), section };
  }
  const file = habits.files[category];
  if (file === undefined) return null;
  return { ...base, ...fileItem(file, category, habits, style, random) };
}

/** Activities to hand in and quizzes are what they are; of files, one in ten is named after its topic or number alone. */
function fileItem(
  patterns: string,
  category: Category,
  habits: Habits,
  style: Style,
  random: SeededRandom,
): Pick<LabelledItem, 'modType' | 'name' | 'section'> {
  const neutral = fill(habits.neutral, habits, style, random);
  if (category === 'assignment' && random.chance(0.3))
    return { modType: 'assign', name: fill(patterns, habits, style, random), section: neutral };
  if (category === 'exam' && random.chance(0.15))
    return { modType: 'quiz', name: fill(patterns, habits, style, random), section: neutral };
  const section = habits.sections[category];
  if (section !== undefined && random.chance(0.1)) {
    const bare = fill('~|#|^|# ~', habits, style, random);
    return {
      modType: 'resource',
      name: bare + style.extension,
      section: fill(section, habits, style, random),
    };
  }
  const raw = fill(patterns, habits, style, random);
  const hasExtension = /\.[a-z]{1,5}$/.test(raw);
  const isTopic = habits.topics.split('|').includes(raw);
  const stem = style.prefix === '' || hasExtension ? raw : `${style.prefix} ${raw}`;
  const name = hasExtension ? raw : stem + (isTopic ? '' : style.suffix) + style.extension;
  return {
    modType: 'resource',
    name: name.replaceAll(' ', style.separator),
    section: sectionFor(category, habits, style, random),
  };
}

function sectionFor(category: Category, habits: Habits, style: Style, random: SeededRandom): string {
  const own = habits.sections[category];
  const known = own !== undefined && style.sectioned && random.chance(0.7);
  return fill(known ? own : habits.neutral, habits, style, random);
}

function fill(patterns: string, habits: Habits, style: Style, random: SeededRandom): string {
  const number = String(1 + random.below(12));
  const text = random
    .pick(patterns.split('|'))
    .replace('#', style.padded ? number.padStart(2, '0') : number)
    .replace('^', String(2010 + random.below(16)))
    .replace('~', random.pick(habits.topics.split('|')));
  return style.lower ? text.toLowerCase() : text;
}
