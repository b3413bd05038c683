import type { CalendarEvent } from '../../contract';

export interface EventRow {
  readonly id: string;
  readonly course_id: string | null;
  readonly course_name: string | null;
  readonly type: string;
  readonly name: string;
  readonly description: string | null;
  readonly starts_at: Date;
  readonly ends_at: Date | null;
  readonly item_id: string | null;
}

export function toCalendarEvent(row: EventRow): CalendarEvent {
  return {
    id: row.id,
    courseId: row.course_id,
    courseName: row.course_name,
    type: row.type,
    name: row.name,
    description: row.description,
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at?.toISOString() ?? null,
    itemId: row.item_id,
  };
}
