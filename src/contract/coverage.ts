import type { LocalizedText } from './text';

/** A kind of fact that a way into Moodle cannot see. */
export interface CoverageGap {
  /** Stable. */
  readonly id: string;
  readonly name: LocalizedText;
}
