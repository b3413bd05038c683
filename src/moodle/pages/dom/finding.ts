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

/** What a reader sees of an element on one line, without the parts inside that match `but`. */
export function lineOf(element: Element | null, but?: string): string {
  if (!element) return '';
  return storable(withoutParts(element, but).textContent ?? '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Paragraphs of an element as plain text; `null` where there is none. */
export function textOf(element: Element | null, but?: string): string | null {
  if (!element) return null;
  const text = htmlToText(withoutParts(element, but).innerHTML);
  return text === '' ? null : text;
}

function withoutParts(element: Element, but: string | undefined): Element {
  if (but === undefined || !element.querySelector(but)) return element;
  const copy = element.cloneNode(true);
  if (!isElement(copy)) return element;
  for (const part of copy.querySelectorAll(but)) part.remove();
  return copy;
}

const isElement = (node: Node): node is Element => node.nodeType === node.ELEMENT_NODE;

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
