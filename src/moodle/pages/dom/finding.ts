import { htmlToText } from '../../parse/rich-text';
import { storable } from '../../parse/scalars';

/** Ways to find one fact, best first. Themes and releases differ, so the first that fits is taken. */
export type Selectors = readonly string[];

export function firstOf(root: ParentNode, selectors: Selectors): Element | null {
  for (const selector of selectors) {
    const found = root.querySelector(selector);
    if (found) return found;
  }
  return null;
}

/** Elements of the first selector that fits any. */
export function allOf(root: ParentNode, selectors: Selectors): Element[] {
  for (const selector of selectors) {
    const found = [...root.querySelectorAll(selector)];
    if (found.length > 0) return found;
  }
  return [];
}

/** What a reader sees of an element on one line, without the elements inside that have one of these classes. */
export function lineOf(element: Element | null, but: readonly string[] = []): string {
  if (!element) return '';
  const texts: string[] = [];
  const walk = (node: Node): void => {
    if (node.nodeType === node.TEXT_NODE) texts.push(node.nodeValue ?? '');
    else if (!isElement(node) || !hasOneOf(node, but)) for (const child of node.childNodes) walk(child);
  };
  for (const child of element.childNodes) walk(child);
  return storable(texts.join('')).replace(/\s+/g, ' ').trim();
}

/** Paragraphs of an element as plain text, without the elements inside that have one of these classes; `null` where there is none. */
export function textOf(element: Element | null, but: readonly string[] = []): string | null {
  if (!element) return null;
  for (const name of but) for (const part of element.querySelectorAll(`.${name}`)) part.remove();
  const text = htmlToText(element.innerHTML);
  return text === '' ? null : text;
}

const isElement = (node: Node): node is Element => node.nodeType === node.ELEMENT_NODE;

function hasOneOf(element: Element, classes: readonly string[]): boolean {
  if (classes.length === 0) return false;
  const own = element.getAttribute('class');
  return own !== null && own.split(/\s+/).some((each) => classes.includes(each));
}

/** The number at the end of an id (`module-320`), or of an attribute; `null` where there is none. */
export function numberIn(text: string | null | undefined): number | null {
  const digits = /(\d{1,15})\D*$/.exec(text ?? '')?.[1];
  return digits === undefined ? null : Number(digits);
}

/** A number in the query of an address, e.g. `id`. */
export function queryNumber(address: string | null | undefined, name: string): number | null {
  if (!address || !URL.canParse(address, 'http://site')) return null;
  const value = new URL(address, 'http://site').searchParams.get(name);
  return value !== null && /^\d{1,15}$/.test(value) ? Number(value) : null;
}
