import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AppError } from '../../errors';
import { lockCourse, markRead, writeCourses, type ListedCourse } from './course-rows';
import { fileGroups, replaceFiles } from './file-rows';
import { placeModules, writeItems, type CourseContent } from './item-rows';
import { sumOf, type CourseTotals, type RowCounts } from './row-counts';
import { writeSections } from './section-rows';
import { inTransaction, type Query, type WriteOptions } from './transaction';
import { removeAllBut, writeVerdicts, type ItemVerdict, type Kept } from './verdict-rows';

/** Rows really written, and what the course holds once they are. */
export type ContentCounts = RowCounts & CourseTotals;

/** What `organise` did, and what the course holds now. */
export interface OrganiseCounts extends CourseTotals {
  readonly classified: number;
  /** Sections, items and files that are gone. */
  readonly removed: number;
}

/** $1 course. */
const TOTALS = `
  SELECT (SELECT count(*) FROM library_sections WHERE course_id = $1)::integer AS sections,
         count(*)::integer AS items,
         (SELECT count(*) FROM library_files WHERE course_id = $1)::integer AS files,
         count(due_at)::integer AS deadlines
  FROM library_items WHERE course_id = $1`;

/**
 * Stores what was read of a student's Moodle. Each call is one transaction of a fixed number of statements, however much it
 * stores, and readers see it as soon as the promise resolves. What is already stored as it came is not written again.
 */
@Injectable()
export class LibraryWriter {
  constructor(private readonly dataSource: DataSource) {}

  /** Courses that are not listed stay: an empty list proves nothing. */
  async saveCourses(
    studentId: string,
    courses: readonly ListedCourse[],
    options: WriteOptions = {},
  ): Promise<RowCounts> {
    return inTransaction(this.dataSource, options, (query) => writeCourses(query, studentId, courses));
  }

  /**
   * Stores sections, items and files of one course. Only files are removed here, of items that were read; for sections and
   * items see `organise`. Rejects with `library.not-found` for a course that was never saved.
   */
  async saveContent(
    studentId: string,
    courseMoodleId: number,
    content: CourseContent,
    options: WriteOptions = {},
  ): Promise<ContentCounts> {
    return inTransaction(this.dataSource, options, async (query) => {
      const courseId = await requireCourse(query, studentId, courseMoodleId);
      const modules = placeModules(content);
      const sections = await writeSections(query, studentId, courseId, content.sections);
      const items = await writeItems(query, studentId, courseId, modules, content.submissions);
      const { counts: files } = await replaceFiles(query, studentId, courseId, modules.flatMap(fileGroups));
      await markRead(query, courseId);
      return { ...sumOf(sections, items, files), ...(await totalsOf(query, courseId)) };
    });
  }

  /** Stores verdicts; with `keep` (the course was read whole) removes the sections and items that are not in it. */
  async organise(
    studentId: string,
    courseMoodleId: number,
    verdicts: readonly ItemVerdict[],
    keep: Kept | null,
    options: WriteOptions = {},
  ): Promise<OrganiseCounts> {
    return inTransaction(this.dataSource, options, async (query) => {
      const courseId = await requireCourse(query, studentId, courseMoodleId);
      const removed = keep ? await removeAllBut(query, courseId, keep) : 0;
      const classified = await writeVerdicts(query, courseId, verdicts);
      return { classified, removed, ...(await totalsOf(query, courseId)) };
    });
  }
}

async function requireCourse(query: Query, studentId: string, courseMoodleId: number): Promise<string> {
  const courseId = await lockCourse(query, studentId, courseMoodleId);
  if (courseId === null)
    throw new AppError('library.not-found', { detail: `course ${courseMoodleId} is not stored` });
  return courseId;
}

async function totalsOf(query: Query, courseId: string): Promise<CourseTotals> {
  const [totals] = await query<CourseTotals>(TOTALS, [courseId]);
  return totals ?? { sections: 0, items: 0, files: 0, deadlines: 0 };
}
