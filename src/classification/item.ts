import type { Category } from './category';

/** What is known of one course item. Only `modType` and `name` are needed; all text may be in any language or script. */
export interface ItemInput {
  /** Moodle's modname: resource, assign, url, forum, label, or that of any plug-in. */
  modType: string;
  name: string;
  /** Section name, or a folder path whose levels are parted by `/`. */
  section?: string | null;
  fileNames?: string[];
  mimeTypes?: string[];
  url?: string | null;
  /** Moodle's forum type: news, general, qanda, eachuser, single, blog. */
  forumType?: string | null;
  /** ISO 639-1. Decides only between meanings that one word has in several languages. */
  language?: string;
}

/** Why an item stands where it stands, in words that a student reads. `code` is stable. */
export interface Reason {
  code: ReasonCode;
  he: string;
  en: string;
}

export type ReasonCode =
  | 'name_term'
  | 'section_term'
  | 'file_term'
  | 'solution_term'
  | 'module_type'
  | 'forum_type'
  | 'file_type'
  | 'link_host'
  | 'sentence'
  | 'neighbours'
  | 'nothing_known';

export type NumberKind = 'lecture' | 'recitation' | 'assignment' | 'exam' | 'week' | 'chapter' | 'item';

/** "Lecture 5" is { lecture, 5 }, "ex. 2a" is { assignment, 2, part a }, "lecture 6.1" is { lecture, 6.1 }. */
export interface ItemNumber {
  kind: NumberKind;
  value: number;
  part?: string;
}

export interface Verdict {
  category: Category;
  /** 0 to 1: the share of such verdicts that should be right. */
  confidence: number;
  /** Strongest first; never empty. */
  reasons: Reason[];
  number?: ItemNumber | null;
}
