import type { MoodleActivity, MoodleCompletion, MoodleDate, MoodleSection } from '../../words';
import { NOTHING, type Looked } from '../activities/lookups';
import type { CoursePage, PageModule, PageSection } from './course-page';
import type { StateModule, StateSection } from './course-state';

/** What is known of one course from its tree and from its page; one of them may be missing. */
export interface CourseSources {
  readonly state: readonly StateSection[] | null;
  readonly page: CoursePage | null;
  /** Of the site, without a trailing slash. */
  readonly baseUrl: string;
}

/** What comes from elsewhere, by course-module id. */
export interface ModuleSources {
  dates(cmid: number): readonly MoodleDate[];
  looked(cmid: number): Looked | null;
  modifiedAt(cmid: number): number | null;
}

/** A module as far as the tree and the page tell, before anything of it is looked up. */
export interface OutlinedModule {
  readonly cmid: number;
  readonly type: string;
  readonly name: string;
  readonly url: string | null;
  readonly open: boolean;
  readonly stealth: boolean;
  readonly indent: number;
  readonly subsectionId: number | null;
  readonly completion: MoodleCompletion | null;
  readonly shown: PageModule | null;
}

export interface OutlinedSection {
  readonly id: number;
  readonly name: string;
  readonly position: number;
  readonly summary: string | null;
  readonly restricted: boolean;
  readonly restrictionReason: string | null;
  readonly modules: readonly OutlinedModule[];
}

/** The tree says what there is, in which order and whether it is open; the page says the rest. Without a tree the page says all. */
export function outlineCourse({ state, page, baseUrl }: CourseSources): readonly OutlinedSection[] {
  const onPage = page?.sections ?? [];
  const shown = new Map(onPage.flatMap(({ modules }) => modules).map((module) => [module.cmid, module]));
  if (!state) return inOrder(onPage).map((section) => sectionOfPage(section, baseUrl));
  return state.map((section) => {
    const own = onPage.find((each) =>
      each.id === null ? each.number === section.number : each.id === section.id,
    );
    const reason = own?.restrictionReason ?? null;
    return {
      id: section.id,
      name: section.name,
      position: section.number,
      summary: own?.summary ?? null,
      restricted:
        !section.visible || isClosed(section.modules.length, reason, section.hasRestrictions && !own),
      restrictionReason: reason,
      modules: section.modules.map((module) => moduleOfState(module, shown.get(module.cmid) ?? null)),
    };
  });
}

/** A section that has a reason and shows nothing inside is closed to this student. */
const isClosed = (modules: number, reason: string | null, mayBe: boolean): boolean =>
  modules === 0 && (reason !== null || mayBe);

/** Subsections stand inside of their parents on the page, and behind all others in Moodle's lists. */
const inOrder = (sections: readonly PageSection[]): readonly PageSection[] =>
  [...sections].sort((a, b) => a.number - b.number);

function sectionOfPage(section: PageSection, baseUrl: string): OutlinedSection {
  const { id, number, name, summary, hidden, restrictionReason, modules } = section;
  return {
    // A theme that shows no ids shows none at all, so numbers serve for the whole course.
    id: id ?? number,
    name,
    position: number,
    summary,
    restricted: hidden || isClosed(modules.length, restrictionReason, false),
    restrictionReason,
    modules: modules.map((module) => moduleOfPage(module, baseUrl)),
  };
}

/** Kinds that have no page of their own, so that no link is no sign of being closed. */
const WITHOUT_PAGE: ReadonlySet<string> = new Set(['label', 'subsection']);

function moduleOfPage(shown: PageModule, baseUrl: string): OutlinedModule {
  const type = shown.type ?? 'unknown';
  const open =
    shown.restrictionReason === null &&
    (shown.url !== null || WITHOUT_PAGE.has(type) || shown.files !== null);
  return {
    cmid: shown.cmid,
    type,
    name: shown.name ?? '',
    // What is closed has an address, and no link to it.
    url: shown.url ?? (WITHOUT_PAGE.has(type) ? null : `${baseUrl}/mod/${type}/view.php?id=${shown.cmid}`),
    open,
    stealth: false,
    indent: shown.indent,
    subsectionId: shown.subsectionId,
    completion: shown.completion && completionOf(null, shown),
    shown,
  };
}

function moduleOfState(module: StateModule, shown: PageModule | null): OutlinedModule {
  const { cmid, type, name, url, open, stealth, indent, subsectionId, completion } = module;
  return {
    cmid,
    type,
    name,
    url,
    open,
    stealth,
    indent,
    subsectionId,
    completion: completion === null && !shown?.completion ? null : completionOf(completion, shown),
    shown,
  };
}

/** Moodle's `COMPLETION_*`. */
const STATES: Readonly<Record<number, MoodleCompletion['state']>> = {
  1: 'complete',
  2: 'passed',
  3: 'failed',
};

function completionOf(state: number | null, shown: PageModule | null): MoodleCompletion {
  const said = shown?.completion;
  return {
    state: state === null ? (said?.complete ? 'complete' : 'incomplete') : (STATES[state] ?? 'incomplete'),
    automatic: said?.automatic ?? true,
    completedAt: null,
    conditions: said?.conditions ?? [],
  };
}

export function toSections(
  outlined: readonly OutlinedSection[],
  sources: ModuleSources,
): readonly MoodleSection[] {
  return outlined.map((section) => ({
    ...section,
    modules: section.modules.map((module) => toActivity(module, sources)),
  }));
}

/** Their content is part of their settings, and as old as those. */
const MADE_OF_TEXT: ReadonlySet<string> = new Set(['page', 'book', 'url']);

function toActivity(module: OutlinedModule, sources: ModuleSources): MoodleActivity {
  const { cmid, type, name, url, open, stealth, indent, subsectionId, completion, shown } = module;
  const { files, externalUrl, chapters } = sources.looked(cmid) ?? NOTHING;
  const configuredAt = MADE_OF_TEXT.has(type) ? sources.modifiedAt(cmid) : null;
  const dated = files.map((file) => ({ ...file, modifiedAt: file.modifiedAt ?? configuredAt }));
  const newest = Math.max(0, configuredAt ?? 0, ...dated.map(({ modifiedAt }) => modifiedAt ?? 0));
  return {
    cmid,
    type,
    // Ids for `mod_*` functions stand on no page; events, grades and tasks of this way name the same one instead.
    instance: cmid,
    name,
    description: shown?.description ?? null,
    url,
    externalUrl,
    files: dated,
    dates: sources.dates(cmid),
    restricted: !open,
    restrictionReason: shown?.restrictionReason ?? null,
    stealth,
    indent,
    subsectionId,
    chapters,
    completion,
    modifiedAt: newest > 0 ? newest : null,
  };
}
