import type { Facts } from './facts';
import { fileFacts, orNone } from './raw-facts';
import type { RawDiscussions, RawForum, RawGrades } from './raw-moodle';
import { named, readable } from './reading-matter';
import type { RecordedCourses } from './recorded-courses';
import { answerOf, answersOf, type RecordedStudent } from './recordings';

const KINDS: Readonly<Record<string, string>> = {
  mod: 'activity',
  manual: 'manual',
  category: 'category',
  course: 'course',
};

/** A dash stands for nothing. */
const shown = (text: string | undefined): string | null => (text === '-' ? null : named(text));

export function gradeFacts(facts: Facts, student: RecordedStudent): void {
  const reports = answersOf<RawGrades>(student, 'gradereport_user_get_grade_items', 'courseid');
  for (const [courseId, { usergrades }] of reports)
    usergrades
      .flatMap(({ gradeitems }) => gradeitems)
      .forEach((row, order) => {
        const kind = KINDS[row.itemtype] ?? 'other';
        const name = named(row.itemname);
        facts.tell('grade', `course ${courseId} ${kind} ${row.cmid ?? '-'} ${name ?? '-'}`, {
          order,
          'activity type': row.itemmodule,
          points: row.graderaw,
          shown: shown(row.gradeformatted),
          range: named(row.rangeformatted),
          percentage: shown(row.percentageformatted),
          weight: shown(row.weightformatted),
          feedback: readable(row.feedback),
          'graded at': orNone(row.gradedategraded),
          hidden: row.gradeishidden || row.gradehiddenbydate,
        });
      });
}

/** Discussions of the forums that are a course's announcements. */
export function announcementFacts(facts: Facts, wwwroot: string, student: RecordedStudent): void {
  const recorded = answersOf<RawDiscussions>(student, 'mod_forum_get_forum_discussions', 'forumid');
  const forums = answerOf<RawForum[]>(student, 'mod_forum_get_forums_by_courses');
  for (const forum of forums.filter(({ type }) => type === 'news'))
    for (const row of recorded.get(forum.id)?.discussions ?? []) {
      const place = `discussion ${row.discussion}`;
      facts.tell('discussion', row.discussion, {
        course: forum.course,
        forum: named(forum.name),
        'module of the forum': forum.cmid,
        subject: named(row.subject),
        message: readable(row.message),
        author: named(row.userfullname),
        begun: orNone(row.created),
        changed: orNone(row.timemodified),
        pinned: row.pinned,
        replies: row.numreplies,
        address: `${wwwroot}/mod/forum/discuss.php?d=${row.discussion}`,
      });
      fileFacts(facts, place, row.attachments ?? []);
    }
}

/** Course id of the site; events of the student have none. */
const SITE = 1;

export function calendarFacts(facts: Facts, courses: RecordedCourses): void {
  for (const event of courses.events) {
    const course = event.courseid > SITE ? event.courseid : 'none';
    const name = named(event.name) ?? '';
    facts.tell('event', `course ${course} ${event.eventtype} ${event.timestart} ${name}`, {
      description: readable(event.description),
      ends: event.timeduration > 0 ? event.timestart + event.timeduration : null,
      module: courses.cmidOf(event.modulename, event.instance),
    });
  }
}
