/** One graded answer. */
export interface Graded {
  readonly expected: string;
  readonly found: string;
  /** 0 to 1. */
  readonly confidence: number;
}

const BINS = 10;

export const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

export const isRight = ({ expected, found }: Graded): boolean => expected === found;

export const accuracyOf = (graded: readonly Graded[]): number =>
  share(graded.filter(isRight).length, graded.length);

export interface ClassMeasures {
  readonly items: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** Precision, recall and F1 of one class. */
export function measuresOf(graded: readonly Graded[], name: string): ClassMeasures {
  const items = graded.filter(({ expected }) => expected === name).length;
  const claimed = graded.filter(({ found }) => found === name).length;
  const right = graded.filter((one) => one.expected === name && isRight(one)).length;
  return {
    items,
    precision: share(right, claimed),
    recall: share(right, items),
    f1: share(2 * right, items + claimed),
  };
}

/** The mean F1 of all classes that occur among the expected ones. */
export function macroF1(graded: readonly Graded[]): number {
  const names = [...new Set(graded.map(({ expected }) => expected))];
  return share(
    names.reduce((sum, name) => sum + measuresOf(graded, name).f1, 0),
    names.length,
  );
}

/** Expected calibration error: how far confidence is from accuracy, over ten equal bins, weighed by their size. */
export function expectedCalibrationError(graded: readonly Graded[]): number {
  let error = 0;
  for (let bin = 0; bin < BINS; bin++) {
    const inBin = graded.filter(({ confidence }) => binOf(confidence) === bin);
    if (inBin.length === 0) continue;
    const confidence = inBin.reduce((sum, one) => sum + one.confidence, 0) / inBin.length;
    error += share(inBin.length, graded.length) * Math.abs(confidence - accuracyOf(inBin));
  }
  return error;
}

const binOf = (confidence: number): number => Math.min(BINS - 1, Math.floor(confidence * BINS));

/** How often each expected class was taken for each other. */
export function confusionOf(graded: readonly Graded[]): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const table = new Map<string, Map<string, number>>();
  for (const { expected, found } of graded) {
    const row = table.get(expected) ?? new Map<string, number>();
    table.set(expected, row.set(found, (row.get(found) ?? 0) + 1));
  }
  return table;
}

export function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
