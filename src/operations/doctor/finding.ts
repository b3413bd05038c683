/** The three questions of README.md's troubleshooting list. */
export const TOPICS = {
  start: 'A job does not start',
  stuck: 'A sync is stuck',
  errors: 'API errors',
} as const;

export type Topic = keyof typeof TOPICS;

/** `attention`: it works, and somebody should know. `wrong`: it does not. */
export type FindingState = 'ok' | 'attention' | 'wrong';

export interface Finding {
  readonly topic: Topic;
  /** What was looked at, in a word or two. */
  readonly check: string;
  readonly state: FindingState;
  readonly found: string;
  /** What to do about it; `null` where there is nothing to do. */
  readonly todo: string | null;
}
