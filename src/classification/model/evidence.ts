import type { Category } from '../category';
import type { ReasonCode } from '../item';

/** Where a piece of evidence comes from. The scorer weighs each source by itself. */
export type Source =
  | 'name'
  | 'file'
  | 'section'
  | 'module'
  | 'forum'
  | 'file_type'
  | 'host'
  | 'sentence'
  | 'neighbours'
  | 'default';

/** One observation that speaks for a category, or for the item being a solution. */
export interface Evidence {
  source: Source;
  target: Category | 'solution';
  /** In the lexicon's units; not negative. */
  weight: number;
  /** What the reason shows: the word, file type or host. */
  shown: string;
}

/** The reason code under which a source is told to the student. */
export const REASON_OF_SOURCE: Readonly<Record<Source, ReasonCode>> = {
  name: 'name_term',
  file: 'file_term',
  section: 'section_term',
  module: 'module_type',
  forum: 'forum_type',
  file_type: 'file_type',
  host: 'link_host',
  sentence: 'sentence',
  neighbours: 'neighbours',
  default: 'nothing_known',
};
