import { readAnnouncement, type SpokenDate } from '../../classification';
import type { AnnouncementInsight } from '../../contract';

/** What an announcement is about, how much it matters, and the day it speaks of. Read from the text each time: it takes microseconds. */
export function announcementInsight(
  subject: string,
  message: string | null,
  postedAt: Date | null,
): AnnouncementInsight {
  const { topic, importance, date } = readAnnouncement(
    `${subject}\n${message ?? ''}`,
    (postedAt?.getTime() ?? 0) / 1000,
  );
  // Without the time of posting a day without its year is of no year.
  return { topic, importance, speaksOf: date && postedAt ? spoken(date) : null };
}

const two = (value: number): string => String(value).padStart(2, '0');

function spoken({ year, month, day, hour, minute }: SpokenDate): AnnouncementInsight['speaksOf'] {
  const date = `${year}-${two(month)}-${two(day)}`;
  const isDay = !Number.isNaN(Date.parse(date)) && new Date(date).getUTCDate() === day;
  return isDay ? { date, time: hour === null ? null : `${two(hour)}:${two(minute ?? 0)}` } : null;
}
