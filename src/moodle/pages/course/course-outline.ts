import { Matcher, partOf, type Part } from '../dom/parts';

/** A section of a course page, taken apart: what is its own, and its activities. */
export interface SectionParts {
  readonly self: Part;
  readonly own: Part[];
  readonly modules: ModuleParts[];
}

export interface ModuleParts {
  readonly self: Part;
  readonly own: Part[];
  /** A section that stands inside of it. */
  subsection: SectionParts | null;
}

const SECTION = new Matcher([
  'li.section[id^="section-"]',
  'li[data-for="section"]',
  '.section[id^="section-"]',
  '.course-section[data-id]',
]);
const MODULE = new Matcher([
  'li.activity[id^="module-"]',
  '[data-for="cmitem"][data-id]',
  '.activity[id^="module-"]',
]);

/** Sections of a course page in its order, each with its activities, in one walk. */
export function sectionsOf(root: Element): SectionParts[] {
  const sections: SectionParts[] = [];
  const walk = (element: Element, section: SectionParts | null, module: ModuleParts | null): void => {
    const self = partOf(element);
    let inSection = section;
    let inModule = module;
    if (SECTION.fits(self)) {
      inSection = { self, own: [], modules: [] };
      if (module) module.subsection ??= inSection;
      inModule = null;
      sections.push(inSection);
    } else if (section && MODULE.fits(self)) {
      inModule = { self, own: [], subsection: null };
      section.modules.push(inModule);
    } else (module ?? section)?.own.push(self);
    for (const child of element.children) walk(child, inSection, inModule);
  };
  walk(root, null, null);
  return sections;
}
