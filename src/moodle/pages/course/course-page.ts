import { AppError } from '../../../errors';
import { nameToText } from '../../parse/rich-text';
import { withDocument } from '../dom/document';
import { lineOf, numberIn, queryNumber, textOf } from '../dom/finding';
import { Matcher, type Part } from '../dom/parts';
import { sectionsOf, type ModuleParts, type SectionParts } from './course-outline';
import { readFileTree, type ListedFile } from './file-tree';

/** What a course page shows of one activity. Everything but the id may be missing in some theme. */
export interface PageModule {
  readonly cmid: number;
  readonly type: string | null;
  readonly name: string | null;
  readonly url: string | null;
  readonly description: string | null;
  readonly restrictionReason: string | null;
  readonly indent: number;
  readonly completion: PageCompletion | null;
  /** Lines of its dates, label and localised date. */
  readonly dates: readonly { readonly label: string; readonly date: string }[];
  /** Of a folder that is shown on the course page itself; `null` where it is not. */
  readonly files: readonly ListedFile[] | null;
  /** The section that it stands for, where it holds one. */
  readonly subsectionId: number | null;
}

export interface PageCompletion {
  readonly automatic: boolean;
  readonly complete: boolean;
  readonly conditions: readonly { readonly label: string; readonly met: boolean }[];
}

export interface PageSection {
  /** `null` where the theme does not name it. */
  readonly id: number | null;
  readonly number: number;
  readonly name: string;
  readonly summary: string | null;
  readonly hidden: boolean;
  readonly restrictionReason: string | null;
  readonly modules: readonly PageModule[];
  /** Its activities stand on a page of their own. */
  readonly elsewhere: boolean;
}

export interface CoursePage {
  readonly format: string | null;
  readonly sections: readonly PageSection[];
  /** It came to its own end; of one that breaks off, what is missing proves nothing. */
  readonly whole: boolean;
}

const own = (...selectors: string[]): Matcher => new Matcher(selectors);

const TITLE = own('[id^="sectionid-"]', '[data-for="section_title"][data-id]');
const SECTION_NAME = own('.sectionname', '[data-for="section_title"]', 'h3', 'h2');
const SUMMARY = own('.summarytext', '.summary');
const AVAILABILITY = own('[data-region="availabilityinfo"]', '.availabilityinfo');
/** A long reason stands there twice, cut short and whole. */
const WHOLE_REASON = own('div.expanded-content');
const NAME = own('.instancename', '.activityname', '.activitytitle');
const ACTIVITY = own('[data-activityname]');
const LINK = own('a.aalink[href]', 'a[href*="/view.php?id="]');
const DESCRIPTION = own(
  '.activity-altcontent',
  '.contentafterlink',
  '.activity-description',
  '.contentwithoutlink',
);
const DATES = own('[data-region="activity-dates"]', '.activity-dates');
const MANUAL = own('[data-action="toggle-manual-completion"]', 'form.togglecompletion');
const AUTOMATIC = own(
  '[data-region="completionrequirements"]',
  '.automatic-completion-conditions',
  '.autocompletion',
);
const CONDITION = own('[role="listitem"]', '.automatic-completion-condition');
const MET = own('.badge-success', '.alert-success', '.bg-success', '.text-success');
const FOLDER = own('.foldertree', '.filemanager');
const INDENT = own('[class*="indent-"]');
/** Words for screen readers that Moodle glues to a name: the kind of activity. */
const GLUED = ['accesshide', 'sr-only', 'visually-hidden'];

const CLASS_TYPE = /(?:^|\s)modtype_([a-z0-9]+)/;
const FORMAT = /(?:^|\s)format-([a-z0-9]+)/;
const INDENT_STEPS = /(?:^|\s)(?:mod-)?indent-(\d{1,2})(?:\s|$)/;

/** Its page is the discussions of its forum; what is in the course stands in the tree alone. */
const SECTIONLESS = 'social';

/**
 * Reads `/course/view.php`.
 * @throws AppError `moodle.invalid-response` for a page that shows no section at all: nothing of it proves that anything is gone.
 */
export function readCoursePage(html: string): CoursePage {
  return withDocument(html, ({ body }, whole) => {
    const sections = sectionsOf(body);
    const format = FORMAT.exec(body.className)?.[1] ?? null;
    if (sections.length === 0 && format !== SECTIONLESS)
      throw new AppError('moodle.invalid-response', { detail: 'course page: no section' });
    return { format, sections: sections.map(readSection), whole };
  });
}

const attribute = (part: Part | null, name: string): string | null => part?.attributes.get(name) ?? null;

function readSection({ self, own: parts, modules }: SectionParts): PageSection {
  const name = lineOf(SECTION_NAME.first(parts)?.element ?? null, GLUED);
  return {
    id: sectionId(self, TITLE.first(parts)),
    number: numberIn(attribute(self, 'data-number') ?? attribute(self, 'id')) ?? 0,
    // Where it stands in an attribute, it is escaped once more.
    name: name === '' ? nameToText(attribute(self, 'data-sectionname') ?? '') : name,
    summary: textOf(SUMMARY.first(parts)?.element ?? null),
    hidden: self.classes.has('hidden'),
    restrictionReason: readReason(parts),
    modules: modules.flatMap((module) => readModule(module) ?? []),
    elsewhere: modules.length === 0 && self.classes.has('section-summary'),
  };
}

/** In 4.x the section says it, before that its heading: `sectionid-17-title`. */
function sectionId(section: Part, title: Part | null): number | null {
  if (attribute(section, 'data-for') === 'section') return numberIn(attribute(section, 'data-id'));
  return numberIn(attribute(title, 'data-id') ?? /^sectionid-(\d+)/.exec(attribute(title, 'id') ?? '')?.[1]);
}

function readModule({ self, own: parts, subsection }: ModuleParts): PageModule | null {
  const cmid = numberIn(attribute(self, 'data-id') ?? attribute(self, 'id'));
  if (cmid === null) return null;
  const link = attribute(LINK.first(parts), 'href');
  const name = NAME.first(parts);
  const folder = FOLDER.first(parts);
  const said = attribute(ACTIVITY.first(parts), 'data-activityname');
  return {
    cmid,
    type: CLASS_TYPE.exec(attribute(self, 'class') ?? '')?.[1] ?? null,
    name: name ? lineOf(name.element, GLUED) : said === null ? null : nameToText(said),
    url: queryNumber(link, 'id') === cmid ? link : null,
    description: subsection
      ? null
      : textOf(DESCRIPTION.first(parts)?.element ?? null, ['foldertree', 'filemanager']),
    restrictionReason: readReason(parts),
    indent: readIndent(parts),
    completion: readCompletion(parts),
    dates: [...(DATES.first(parts)?.element.children ?? [])].map(readDateLine),
    files: folder ? readFileTree(folder.element) : null,
    subsectionId: subsection ? numberIn(attribute(subsection.self, 'data-id')) : null,
  };
}

/** Older themes have an outer element of a name like it around. */
function readIndent(parts: readonly Part[]): number {
  const steps = INDENT.all(parts).flatMap(
    (part) => INDENT_STEPS.exec(attribute(part, 'class') ?? '')?.[1] ?? [],
  );
  return Number(steps[0] ?? 0);
}

function readReason(parts: readonly Part[]): string | null {
  const shown = AVAILABILITY.first(parts);
  if (!shown) return null;
  const whole = WHOLE_REASON.all(parts).find(({ element }) => shown.element.contains(element));
  return textOf((whole ?? shown).element);
}

function readDateLine(line: Element): PageModule['dates'][number] {
  const label = line.querySelector('strong');
  const whole = lineOf(line);
  return { label: lineOf(label), date: whole.slice(lineOf(label).length).trim() };
}

function readCompletion(parts: readonly Part[]): PageCompletion | null {
  const manual = MANUAL.first(parts);
  if (manual) {
    const complete = attribute(manual, 'data-toggletype') === 'manual:undo';
    return { automatic: false, complete, conditions: [] };
  }
  const automatic = AUTOMATIC.first(parts);
  if (!automatic) return null;
  const inside = parts.filter(({ element }) => automatic.element.contains(element));
  const conditions = CONDITION.all(inside).map(({ element }) => {
    const item = inside.filter((part) => element.contains(part.element));
    return { label: conditionOf(element), met: MET.first(item) !== null };
  });
  return {
    automatic: true,
    complete: conditions.length > 0 && conditions.every(({ met }) => met),
    conditions,
  };
}

/** Its last words, behind `To do:` or `Done:`. */
const conditionOf = (item: Element): string => lineOf(item.lastElementChild ?? item, GLUED);
