import type { Selectors } from './finding';

/**
 * An element with what selectors go by, read once. A course page has thousands of elements and dozens of facts to look for in each
 * activity: asked one by one, jsdom's selector engine takes 0.1 ms a question, which is seconds a page.
 */
export interface Part {
  readonly element: Element;
  readonly tag: string;
  readonly classes: ReadonlySet<string>;
  readonly attributes: ReadonlyMap<string, string>;
}

export function partOf(element: Element): Part {
  const attributes = new Map<string, string>();
  for (const { name, value } of element.attributes) attributes.set(name, value);
  const classes = new Set(attributes.get('class')?.split(/\s+/));
  return { element, tag: element.localName, classes, attributes };
}

type Test = (part: Part) => boolean;

const TOKEN = /([a-z][\w-]*)|\.([\w-]+)|#([\w-]+)|\[([\w-]+)(?:([*^]?=)"([^"]*)")?\]/gy;
const VALUE_TESTS: Readonly<Record<string, (value: string, wanted: string) => boolean>> = {
  '=': (value, wanted) => value === wanted,
  '^=': (value, wanted) => value.startsWith(wanted),
  '*=': (value, wanted) => value.includes(wanted),
};

function testOf([, tag, className, id, attribute, operator, wanted = '']: RegExpMatchArray): Test {
  if (tag !== undefined) return (part) => part.tag === tag;
  if (className !== undefined) return (part) => part.classes.has(className);
  if (id !== undefined) return (part) => part.attributes.get('id') === id;
  const name = attribute ?? '';
  const test = VALUE_TESTS[operator ?? ''];
  return (part) => {
    const value = part.attributes.get(name);
    return value !== undefined && (test === undefined || test(value, wanted));
  };
}

function compiled(selector: string): Test {
  const tests = [...selector.matchAll(TOKEN)];
  if (tests.map(([token]) => token).join('') !== selector)
    throw new Error(`not one compound selector: ${selector}`);
  const all = tests.map(testOf);
  return (part) => all.every((test) => test(part));
}

/** Selectors of one element each, without combinators, made ready. */
export class Matcher {
  private readonly tests: readonly Test[];

  constructor(selectors: Selectors) {
    this.tests = selectors.map(compiled);
  }

  fits(part: Part): boolean {
    return this.tests.some((test) => test(part));
  }

  /** The first part that fits the best selector which fits any. */
  first(parts: readonly Part[]): Part | null {
    for (const test of this.tests) {
      const found = parts.find(test);
      if (found) return found;
    }
    return null;
  }

  all(parts: readonly Part[]): readonly Part[] {
    for (const test of this.tests) {
      const found = parts.filter(test);
      if (found.length > 0) return found;
    }
    return [];
  }
}
