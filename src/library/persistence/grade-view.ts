import type { Grade } from '../../contract';

export interface GradeRow {
  readonly id: string;
  readonly course_id: string;
  readonly course_name: string;
  readonly item_id: string | null;
  readonly cmid: number | null;
  readonly kind: Grade['kind'];
  readonly name: string | null;
  readonly activity_type: string | null;
  readonly grade: number | null;
  readonly shown: string | null;
  readonly percentage: string | null;
  readonly weight: string | null;
  readonly min_grade: number | null;
  readonly max_grade: number | null;
  readonly feedback: string | null;
  readonly graded_at: Date | null;
  readonly hidden: boolean;
}

export function toGrade(row: GradeRow): Grade {
  return {
    id: row.id,
    courseId: row.course_id,
    courseName: row.course_name,
    itemId: row.item_id,
    cmid: row.cmid,
    kind: row.kind,
    name: row.name,
    activityType: row.activity_type,
    grade: row.grade,
    shown: row.shown,
    percentage: row.percentage,
    weight: row.weight,
    min: row.min_grade,
    max: row.max_grade,
    feedback: row.feedback,
    gradedAt: row.graded_at?.toISOString() ?? null,
    hidden: row.hidden,
  };
}
