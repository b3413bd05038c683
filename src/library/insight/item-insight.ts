import { assignmentWork, languageOf, linkKind, numberOf } from '../../classification';
import type { Category, ItemInsight, ItemNumber, ItemWork, LinkKind } from '../../contract';

/** What is read of an item that needs no classification of its own. */
export interface InsightFacts {
  readonly type: string;
  readonly name: string;
  readonly category: Category | null;
  readonly description: string | null;
  readonly externalUrl: string | null;
  /** Moodle takes one submission of a whole group. */
  readonly team: boolean;
}

/**
 * Computed as an item is read, not stored: it takes microseconds, follows a correction and a new version of the rules at once, and
 * costs no row.
 */
export function itemInsight(facts: InsightFacts): ItemInsight {
  return {
    number: numberIn(facts),
    work: workOf(facts),
    linkKind: linkKindOf(facts),
    language: languageOf(`${facts.name} ${facts.description ?? ''}`.slice(0, LANGUAGE_READ)),
  };
}

/** Characters that tell a language. */
const LANGUAGE_READ = 300;

function numberIn({ type, name, category }: InsightFacts): ItemNumber | null {
  if (category === null) return null;
  const found = numberOf({ modType: type, name }, category);
  return found && { kind: found.kind, value: found.value, part: found.part ?? null };
}

/** Of what is handed in; `null` where its text tells nothing. */
export function workOf({
  type,
  category,
  description,
  team,
}: Pick<InsightFacts, 'type' | 'category' | 'description' | 'team'>): ItemWork | null {
  if (type !== 'assign' && category !== 'assignment') return null;
  const read = assignmentWork(description ?? '');
  const work = { ...read, group: read.group ?? (team ? 'group' : null) } as const;
  return Object.values(work).some((value) => value !== null) ? work : null;
}

function linkKindOf({ externalUrl }: InsightFacts): LinkKind | null {
  const kind = externalUrl === null ? 'other' : linkKind(externalUrl);
  return kind === 'other' ? null : kind;
}
