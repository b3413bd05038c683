import type { CourseDifference } from '../persistence/course-rows';
import type { Change } from './change';
import { changedFields, type FieldTable } from './changed-fields';

const FIELDS: FieldTable = { full_name: ['name', 'text'] };

/** What changed in the list of courses. On a student's first sync (`first`) all courses are new, and none is news. */
export function courseChanges(differences: readonly CourseDifference[], first: boolean): readonly Change[] {
  if (first) return [];
  return differences.flatMap(({ id, before, after }): Change[] => {
    const change = (kind: Change['kind'], fields: Change['fields'] = []): Change => ({
      kind,
      subject: 'course',
      courseId: id,
      cmid: null,
      name: (after ?? before)?.name ?? '',
      fields,
      uploadedAt: null,
    });
    if (!after) return [change('removed')];
    if (!before) return [change('added')];
    if (before.unlisted_at) return [change('restored')];
    const fields = changedFields(FIELDS, before, after);
    return fields.length > 0 ? [change('changed', fields)] : [];
  });
}
