import type { RowDifference } from '../persistence/row-difference';
import type { Change } from './change';
import { changedFields, type FieldTable } from './changed-fields';

type Facts = Readonly<Record<string, unknown>>;

const GRADE_FIELDS: FieldTable = {
  shown: ['grade', 'text'],
  feedback: ['feedback', 'text'],
  hidden: ['hidden', 'plain'],
  max_grade: ['max', 'plain'],
};

const ANNOUNCEMENT_FIELDS: FieldTable = {
  subject: ['subject', 'text'],
  message: ['message', 'text'],
};

const EVENT_FIELDS: FieldTable = {
  name: ['name', 'text'],
  starts_at: ['startsAt', 'moment'],
  ends_at: ['endsAt', 'moment'],
  description: ['description', 'text'],
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
/** A `bigint` comes as a number inside JSON, and as text otherwise. */
const idOf = (value: unknown): string | null =>
  typeof value === 'number' || typeof value === 'string' ? String(value) : null;
const numberOrNull = (value: unknown): number | null => (typeof value === 'number' ? value : null);

const TOTALS = new Set(['category', 'course']);

/** A grade given, moved or explained. A row that is new and empty only says that its activity is new, which is said already. */
export function gradeChanges(
  courseId: string,
  courseName: string,
  differences: readonly RowDifference<Facts>[],
  /** The last reading was by a way that does not tell which grades are held back. */
  sawLess = false,
): readonly Change[] {
  const nothing: Facts = { shown: null, feedback: null, hidden: false };
  return differences.flatMap(({ before, after }): Change[] => {
    if (!after) return [];
    const fields = changedFields(
      GRADE_FIELDS,
      before ?? { ...nothing, max_grade: after.max_grade },
      after,
      // The range of a total moves with every activity that is graded anew.
    ).filter(
      ({ field }) => (field !== 'max' || !TOTALS.has(text(after.kind))) && (field !== 'hidden' || !sawLess),
    );
    if (fields.length === 0) return [];
    return [
      {
        kind: 'changed',
        subject: 'grade',
        courseId,
        cmid: numberOrNull(after.cmid),
        name: text(after.name) || courseName,
        fields,
        uploadedAt: null,
      },
    ];
  });
}

export function announcementChanges(
  courseId: string,
  differences: readonly RowDifference<Facts>[],
): readonly Change[] {
  return differences.flatMap(({ before, after }): Change[] => {
    const row = after ?? before;
    if (!row) return [];
    const change = (kind: Change['kind'], fields: Change['fields'] = []): Change => ({
      kind,
      subject: 'announcement',
      courseId,
      cmid: numberOrNull(row.forum_cmid),
      name: text(row.subject),
      fields,
      uploadedAt: null,
    });
    if (!after) return [change('removed')];
    if (!before) return [change('added')];
    const fields = changedFields(ANNOUNCEMENT_FIELDS, before, after);
    return fields.length > 0 ? [change('changed', fields)] : []; // a reply alone is none
  });
}

/** Calendar entries that students of a course, or all, are given. Those of activities are deadlines, and told as such; the student's own are no news. */
const TOLD_EVENTS = new Set(['course', 'site', 'group', 'category']);

export function eventChanges(differences: readonly RowDifference<Facts>[]): readonly Change[] {
  return differences.flatMap(({ before, after }): Change[] => {
    const row = after ?? before;
    if (!row || !TOLD_EVENTS.has(text(row.type)) || row.activity_type) return [];
    const change = (kind: Change['kind'], fields: Change['fields'] = []): Change => ({
      kind,
      subject: 'event',
      courseId: idOf(row.course_id),
      cmid: null,
      name: text(row.name),
      fields,
      uploadedAt: null,
    });
    if (!after) return [change('removed')];
    if (!before) return [change('added')];
    const fields = changedFields(EVENT_FIELDS, before, after);
    return fields.length > 0 ? [change('changed', fields)] : [];
  });
}
