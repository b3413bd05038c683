import type { ChangedField, ChangeKind, ChangeSubject } from '../../contract';

/** An entry of the change feed before it has its place in it. */
export interface Change {
  readonly kind: ChangeKind;
  readonly subject: ChangeSubject;
  /** Row id of the course; `null` for what belongs to none. */
  readonly courseId: string | null;
  readonly cmid: number | null;
  readonly name: string;
  readonly fields: readonly ChangedField[];
  /** ISO 8601. */
  readonly uploadedAt: string | null;
}
