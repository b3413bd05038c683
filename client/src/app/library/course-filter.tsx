import { NativeSelect } from '@mantine/core';
import { replaceAddress, pathOf } from '../route/route';
import { useStrings } from '../strings';
import { useCourses } from './queries';

/** Narrows a page to one course; the choice stands in the address. */
export function CourseFilter({
  page,
  courseId,
  only,
}: {
  readonly page: 'grades' | 'announcements';
  readonly courseId: string | null;
  /** Courses worth offering; all where nothing is said. */
  readonly only?: ReadonlySet<string>;
}) {
  const t = useStrings();
  const courses = useCourses();
  const offered = (courses.data ?? []).filter(({ id }) => id === courseId || !only || only.has(id));
  if (offered.length < 2 && courseId === null) return null;
  return (
    <NativeSelect
      aria-label={t.course}
      radius="md"
      data-testid="course-filter"
      value={courseId ?? ''}
      onChange={(event) => replaceAddress(pathOf(page, event.currentTarget.value || null))}
      data={[
        { value: '', label: t.allCourses },
        ...offered.map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  );
}
