import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AppError } from '../../errors';
import type { Listed, MoodleCourseExtras, MoodleEvent } from '../../moodle';
import type { Change } from '../changes/change';
import { contentChanges } from '../changes/content-changes';
import { courseChanges } from '../changes/course-changes';
import { announcementChanges, eventChanges, gradeChanges } from '../changes/coursework-changes';
import { writeAnnouncements } from './announcement-rows';
import { appendChanges } from './change-rows';
import { followItems } from './correction-rows';
import type { CourseContent } from './course-content';
import {
  courseHistory,
  lockCourse,
  markRead,
  totalsOf,
  writeCourses,
  writeExtras,
  type CourseHistory,
  type ListedCourse,
} from './course-rows';
import { writeEvents, type EventsAsked } from './event-rows';
import { replaceFiles } from './file-rows';
import { earlierReadings, rememberReading } from './first-readings';
import { forgetGone, markGone, type Kept } from './gone-rows';
import { writeGrades } from './grade-rows';
import { placeModules, writeItems, type ItemRow, type PlacedModule } from './item-rows';
import { storing } from './refused-rows';
import { takePlaces, type NewItem } from './restored-rows';
import { sumOf, type CourseTotals, type RowCounts } from './row-counts';
import type { RowDifference } from './row-difference';
import { writeSections } from './section-rows';
import { inTransaction, type Query, type WriteOptions } from './transaction';
import { storedItems, writeVerdicts, type ItemVerdict } from './verdict-rows';

/** Rows really written, and entries of the change feed. */
export interface WriteCounts extends RowCounts {
  readonly changes: number;
}

/** Rows really written, and what the course holds once they are. */
export type ContentCounts = WriteCounts & CourseTotals;

/** What `organise` did, and what the course holds now. */
export interface OrganiseCounts extends CourseTotals {
  readonly classified: number;
  /** Sections, items and files that Moodle shows no longer. */
  readonly removed: number;
  readonly changes: number;
}

interface LockedCourse {
  readonly id: string;
  readonly name: string;
}

/**
 * Stores what was read of a student's Moodle. Each call is one transaction of a fixed number of statements, however much it
 * stores, and readers see it as soon as the promise resolves. What is already stored as it came is not written again; what differs
 * is told in the change feed, in the same transaction. What PostgreSQL refuses of a course, or of a part that concerns all, rejects with
 * `library.not-stored`; the rest can be stored.
 */
@Injectable()
export class LibraryWriter {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Courses that are no longer listed stay, marked as such; after an empty list, which proves nothing, and after one that is not whole
   * (`whole: false`), not even that.
   */
  async saveCourses(
    studentId: string,
    courses: readonly ListedCourse[],
    { whole = true, ...options }: WriteOptions<WriteCounts> & { readonly whole?: boolean } = {},
  ): Promise<WriteCounts> {
    return inTransaction(this.dataSource, options, async (query) => {
      const earlier = await earlierReadings(query, studentId);
      const { counts, differences } = await writeCourses(query, studentId, courses, whole);
      const changes = await appendChanges(query, studentId, courseChanges(differences, !earlier.courses));
      // A list of which nothing could be read is none.
      if (!earlier.courses && (whole || courses.length > 0))
        await rememberReading(query, studentId, 'courses');
      return { ...counts, changes };
    });
  }

  /** Stores what the site shows of the courses beside the enrolment; answers how many rows differed. */
  async saveExtras(
    studentId: string,
    extras: readonly MoodleCourseExtras[],
    options: WriteOptions<number> = {},
  ): Promise<number> {
    return storing(this.dataSource, options, (query) => writeExtras(query, studentId, extras));
  }

  /** Stores the calendar, once the courses and items are stored that its entries speak of. */
  async saveCalendar(
    studentId: string,
    events: Listed<MoodleEvent>,
    asked: EventsAsked,
    options: WriteOptions<WriteCounts> = {},
  ): Promise<WriteCounts> {
    return storing(this.dataSource, options, async (query) => {
      const { calendar: known } = await earlierReadings(query, studentId);
      const { counts, differences } = await writeEvents(query, studentId, events, asked);
      const changes = await appendChanges(query, studentId, known ? eventChanges(differences) : []);
      // Of no course means that nothing was asked.
      const isReading = asked.courseIds.length > 0 && (events.whole || events.rows.length > 0);
      if (!known && isReading) await rememberReading(query, studentId, 'calendar');
      return { ...counts, changes };
    });
  }

  /**
   * Stores sections, items, files, grades and announcements of one course. What is gone from the course page is for `organise`.
   * Rejects with `library.not-found` for a course that was never saved.
   */
  async saveContent(
    studentId: string,
    courseMoodleId: number,
    content: CourseContent,
    options: WriteOptions<ContentCounts> = {},
  ): Promise<ContentCounts> {
    return storing(this.dataSource, options, async (query) => {
      const course = await requireCourse(query, studentId, courseMoodleId);
      const history = await courseHistory(query, course.id);
      // Laid out while PostgreSQL, which has been asked by then, stores the sections.
      const [sections, modules] = await Promise.all([
        writeSections(query, studentId, course.id, content.sections),
        setImmediate().then(() => placeModules(content)),
      ]);
      const items = await writeItems(query, studentId, course.id, modules, history.complete);
      const files = await replaceFiles(query, studentId, course.id, items.groups, history.complete);
      const coursework = await writeCoursework(query, studentId, course, modules, content, history);
      const changes = history.complete
        ? contentChanges(
            course.id,
            { sections: sections.differences, items: items.differences, files: files.differences },
            {
              highestCmid: history.highestCmid,
              serverTime: history.serverTime,
              gradesToldElsewhere: gradesAreRead(history, content),
              sawLess: history.partialView && !content.partialView,
              restored: await takePlaces(query, course.id, items.differences.flatMap(newItem)),
            },
          )
        : [];
      const totals = await markRead(query, course.id, content, highestOf(content));
      const told = [...changes, ...coursework.changes];
      return {
        ...sumOf(sections.counts, items.counts, files.counts, coursework.counts),
        ...totals,
        changes: await appendChanges(query, studentId, told),
      };
    });
  }

  /** Stores verdicts; with `keep` (the course was read whole) marks the sections and items that are not in it as gone. */
  async organise(
    studentId: string,
    courseMoodleId: number,
    verdicts: readonly ItemVerdict[],
    keep: Kept | null,
    options: WriteOptions<OrganiseCounts> = {},
  ): Promise<OrganiseCounts> {
    return storing(this.dataSource, options, async (query) => {
      const { id } = await requireCourse(query, studentId, courseMoodleId);
      const items = await storedItems(query, id);
      const { removed, changes } = keep
        ? await markGone(query, id, items, keep)
        : { removed: 0, changes: [] };
      if (keep) await followItems(query, id, studentId, courseMoodleId);
      const classified = await writeVerdicts(query, id, items, verdicts);
      const totals = await totalsOf(query, id);
      return { classified, removed, ...totals, changes: await appendChanges(query, studentId, changes) };
    });
  }

  /** Deletes what has been gone for more than a year, of all students, so many rows at a time. Answers how many went. */
  async forgetGone(limit: number): Promise<number> {
    return inTransaction(this.dataSource, {}, (query) => forgetGone(query, limit));
  }
}

/** Grades and announcements of a course; nothing of them is news on their first reading. */
async function writeCoursework(
  query: Query,
  studentId: string,
  { id, name }: LockedCourse,
  modules: readonly PlacedModule[],
  content: CourseContent,
  { asked, partialView }: CourseHistory,
): Promise<{ counts: RowCounts; changes: readonly Change[] }> {
  const counts: RowCounts[] = [];
  const changes: Change[] = [];
  if (content.grades) {
    const written = await writeGrades(query, studentId, id, content.grades);
    counts.push(written.counts);
    if (written.known || (asked.grades && !asked.grades.error))
      changes.push(...gradeChanges(id, name, written.differences, partialView && !content.partialView));
  }
  const shown = new Map(modules.map(({ module }) => [module.cmid, module.instance]));
  for (const { forum, discussions, limit } of content.announcements) {
    const written = await writeAnnouncements(query, studentId, id, forum, discussions, limit);
    counts.push(written.counts);
    const mark = asked[`forum:${shown.get(forum.cmid)}`];
    if (mark && !mark.error) changes.push(...announcementChanges(id, written.differences));
  }
  return { counts: sumOf(...counts), changes };
}

async function requireCourse(query: Query, studentId: string, courseMoodleId: number): Promise<LockedCourse> {
  const course = await lockCourse(query, studentId, courseMoodleId);
  if (course === null)
    throw new AppError('library.not-found', { detail: `course ${courseMoodleId} is not stored` });
  return course;
}

const gradesAreRead = ({ asked: before }: CourseHistory, { grades, asked }: CourseContent): boolean => {
  const mark = asked.grades ?? before.grades;
  return mark === undefined ? grades !== null : mark.error === undefined;
};

/** Ids of course modules grow over the whole site: one below this existed when the course was read. */
function highestOf({ sections, highestCmid }: CourseContent): number | null {
  const cmids = sections.flatMap(({ modules }) => modules.map(({ cmid }) => cmid));
  return cmids.reduce<number | null>((highest, cmid) => Math.max(highest ?? 0, cmid), highestCmid);
}

const newItem = ({ before, after }: RowDifference<ItemRow>): readonly NewItem[] =>
  before === null && after !== null ? [{ cmid: after.cmid, type: after.type, name: after.name }] : [];
