import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** When students have to hand something in, for whoever asks about many of them at once. */
@Injectable()
export class OpenDeadlines {
  constructor(private readonly dataSource: DataSource) {}

  /** Due in (`from`, `to`] and not handed in, as far as is known, the nearest first. Who has none is not in the answer. */
  async between(
    studentIds: readonly string[],
    from: Date,
    to: Date,
  ): Promise<ReadonlyMap<string, readonly Date[]>> {
    const rows = await this.dataSource.query<{ student_id: string; due: Date[] }[]>(
      `SELECT i.student_id, array_agg(i.due_at ORDER BY i.due_at) AS due
       FROM library_items i JOIN library_courses c ON c.id = i.course_id
       WHERE i.student_id = ANY ($1) AND i.due_at > $2 AND i.due_at <= $3
         AND i.gone_at IS NULL AND c.unlisted_at IS NULL
         AND NOT i.graded AND NOT i.submission_locked AND i.submission_status IS DISTINCT FROM 'submitted'
       GROUP BY i.student_id`,
      [studentIds, from, to],
    );
    return new Map(rows.map(({ student_id: studentId, due }) => [studentId, due]));
  }
}
