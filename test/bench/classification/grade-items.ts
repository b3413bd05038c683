import { classifyCourse, type Verdict } from '../../../src/classification';
import type { LabelledItem } from './labelled-file';
import {
  accuracyOf,
  type ClassMeasures,
  confusionOf,
  expectedCalibrationError,
  type Graded,
  groupBy,
  macroF1,
  measuresOf,
} from './measures';

export interface GradedItem extends Graded {
  readonly item: LabelledItem;
}

export interface Group {
  readonly items: number;
  readonly accuracy: number;
}

export interface ItemGrades {
  readonly kind: 'items';
  readonly items: number;
  readonly accuracy: number;
  readonly macroF1: number;
  readonly perLanguage: Readonly<Record<string, Group>>;
  readonly perCategory: Readonly<Record<string, ClassMeasures>>;
  readonly confusion: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly ece: number;
  readonly itemsPerSecond: number;
}

export type ClassifyItems = (items: readonly LabelledItem[]) => Verdict[];

/** Classifies what comes from one source together, as a course is; Moodle tells no item's language, so none is passed. */
export const classifyTogether: ClassifyItems = (items) =>
  classifyCourse(items.map(({ modType, name, section }) => ({ modType, name, section })));

export function gradeItems(
  items: readonly LabelledItem[],
  classify: ClassifyItems = classifyTogether,
): GradedItem[] {
  return [...groupBy(items, ({ source }) => source).values()].flatMap((course) => {
    const verdicts = classify(course);
    return course.map((item, at) => ({
      item,
      expected: item.category,
      found: verdicts[at]?.category ?? '',
      confidence: verdicts[at]?.confidence ?? 0,
    }));
  });
}

export function itemGrades(graded: readonly GradedItem[], itemsPerSecond: number): ItemGrades {
  return {
    kind: 'items',
    items: graded.length,
    accuracy: accuracyOf(graded),
    macroF1: macroF1(graded),
    perLanguage: perLanguage(graded),
    perCategory: Object.fromEntries(
      [...new Set(graded.map(({ expected }) => expected))]
        .sort()
        .map((category) => [category, measuresOf(graded, category)]),
    ),
    confusion: Object.fromEntries(
      [...confusionOf(graded)].map(([expected, row]) => [expected, Object.fromEntries(row)]),
    ),
    ece: expectedCalibrationError(graded),
    itemsPerSecond,
  };
}

const perLanguage = (graded: readonly GradedItem[]): Record<string, Group> =>
  Object.fromEntries(
    [...groupBy(graded, ({ item }) => item.language)]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([language, group]) => [language, { items: group.length, accuracy: accuracyOf(group) }]),
  );
