import type { Announcement, AnnouncementTopic, Language, LocalizedText } from '../../../../src/contract';

/** What an announcement is about, for those that change a student's plans. */
export const TOPIC_NAMES: Readonly<Record<AnnouncementTopic, LocalizedText>> = {
  exam_moved: { he: 'מועד המבחן השתנה', en: 'Exam moved' },
  exam_date: { he: 'מבחן', en: 'Exam' },
  cancelled: { he: 'מבוטל', en: 'Cancelled' },
  deadline_moved: { he: 'מועד ההגשה השתנה', en: 'Deadline moved' },
  room_changed: { he: 'החדר השתנה', en: 'Room changed' },
  rescheduled: { he: 'שינוי מועד', en: 'Rescheduled' },
  grades: { he: 'ציונים', en: 'Grades' },
  material: { he: 'חומר חדש', en: 'New material' },
  other: { he: 'הודעה', en: 'Notice' },
};

const LOCALES: Readonly<Record<Language, string>> = { he: 'he-IL', en: 'en-GB' };

/** The day a text speaks of, as it was written: of no zone, so that no zone moves it. */
export function spokenDay({ date, time }: NonNullable<Announcement['speaksOf']>, language: Language): string {
  const day = new Intl.DateTimeFormat(LOCALES[language], {
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(new Date(`${date}T00:00:00Z`));
  return time === null ? day : `${day}, ${time}`;
}
