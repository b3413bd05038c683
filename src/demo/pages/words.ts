import { z } from 'zod';

/** The university's own words for what its pages say, as `core_get_strings` hands them out. */
const WORDS: Readonly<Record<string, { he: string; en: string }>> = {
  'admin/accountlocked': {
    he: 'החשבון ננעל. קישור לפתיחה נשלח אליכם',
    en: 'This account is locked; a link that opens it was sent to you',
  },
  'completion/detail_desc:view': { he: 'צפייה', en: 'View' },
  'course/activitydate:closes': { he: 'ייסגר:', en: 'Closing:' },
  'course/activitydate:opens': { he: 'ייפתח:', en: 'Opening:' },
  'mod_assign/activitydate:submissionsdue': { he: 'להגשה עד:', en: 'Hand in by:' },
  'mod_assign/activitydate:submissionsopen': { he: 'ייפתח להגשה:', en: 'Opening:' },
  'mod_assign/activitydate:submissionsopened': { he: 'נפתח להגשה:', en: 'Opened on:' },
  'mod_assign/attemptnumber': { he: 'ניסיון', en: 'Attempt' },
  'mod_assign/cutoffdate': { he: 'נסגר ב', en: 'Closed on' },
  'mod_assign/duedate': { he: 'להגשה עד', en: 'Hand in by' },
  'mod_assign/extensionduedate': { he: 'הארכה עד', en: 'Extended to' },
  'mod_assign/gradedon': { he: 'נבדק ב', en: 'Checked on' },
  'mod_assign/submissionteam': { he: 'קבוצת הגשה', en: 'Team' },
  'mod_assign/timemodified': { he: 'שינוי אחרון', en: 'Last change' },
};

export function wordOf(component: string, identifier: string, language: 'he' | 'en' = 'he'): string {
  return WORDS[`${component}/${identifier}`]?.[language] ?? `[[${identifier}]]`;
}

const LONG_DATE = new Intl.DateTimeFormat('he-IL', {
  timeZone: 'Asia/Jerusalem',
  weekday: 'long',
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** A moment as pages write it: weekday, day, month in letters, year, time. */
export const longDate = (seconds: number): string => LONG_DATE.format(seconds * 1000);

const asked = z.object({
  component: z.string().default('core'),
  stringid: z.string(),
  lang: z.string().optional(),
});
const request = z.array(z.object({ args: z.object({ strings: z.array(asked) }) }));

/** `core_get_strings`, which is answered without a session too; `body` is that of the whole request. */
export function stringsOf(body: string): unknown {
  const read = request.safeParse(JSON.parse(body));
  return (read.data?.[0]?.args.strings ?? []).map(({ component, stringid, lang }) => ({
    stringid,
    component,
    lang: lang ?? 'he',
    string: wordOf(component, stringid, lang === 'en' ? 'en' : 'he'),
  }));
}
