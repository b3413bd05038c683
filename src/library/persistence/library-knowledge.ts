import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { KnownCourses, KnownMoodleCourse, MoodleDate, MoodleFile } from '../../moodle';
import type { FileOrigin } from './file-rows';
import type { ItemDetails } from './item-facts';

interface KnownItem {
  readonly cmid: number;
  readonly name: string;
  readonly externalUrl: string | null;
  readonly dates: readonly { readonly id: string; readonly label: string; readonly at: string }[];
  readonly modifiedAt: number | null;
  readonly details: ItemDetails;
  readonly files: readonly (Omit<MoodleFile, 'sortOrder'> & { readonly origin: FileOrigin })[];
}

interface KnownRow {
  readonly id: number;
  readonly categoryId: number | null;
  readonly categoryName: string | null;
  readonly teachers: readonly string[] | null;
  readonly format: string | null;
  readonly modifiedAt: number | null;
  readonly completion: number | null;
  readonly readAt: number | null;
  readonly items: readonly KnownItem[];
  readonly grades: readonly {
    readonly id: number;
    readonly grade: number | null;
    readonly shown: string | null;
    readonly gradedAt: number | null;
  }[];
}

/** $1 student. Courses that were never read have nothing to know of. */
const KNOWN = `
  SELECT c.moodle_id::float8 AS id, c.category_id::float8 AS "categoryId", c.category_name AS "categoryName", c.teachers, c.format,
         extract(epoch FROM c.modified_at)::float8 AS "modifiedAt", c.completion, extract(epoch FROM r.server_time)::float8 AS "readAt",
         (SELECT coalesce(json_agg(json_build_object(
            'cmid', i.cmid, 'name', i.name, 'externalUrl', i.external_url, 'dates', i.dates,
            'modifiedAt', extract(epoch FROM i.modified_at), 'details', i.details,
            'files', (SELECT coalesce(json_agg(json_build_object(
               'origin', f.origin, 'name', f.name, 'path', f.path, 'size', f.size, 'url', f.url, 'mimeType', f.mime_type,
               'createdAt', extract(epoch FROM f.created_at), 'modifiedAt', extract(epoch FROM f.modified_at),
               'author', f.author) ORDER BY f.origin, f.position, f.id), '[]')
             FROM library_files f WHERE f.item_id = i.id AND f.origin IN ('content', 'attachment', 'submission', 'feedback')))), '[]')
          FROM library_items i WHERE i.course_id = c.id AND i.gone_at IS NULL) AS items,
         (SELECT coalesce(json_agg(json_build_object(
            'id', g.moodle_id, 'grade', g.grade, 'shown', g.shown, 'gradedAt', extract(epoch FROM g.graded_at))), '[]')
          FROM library_grades g WHERE g.course_id = c.id) AS grades
  FROM library_courses c JOIN library_course_reads r ON r.course_id = c.id
  WHERE c.student_id = $1 AND r.synced_at IS NOT NULL`;

/** A student's library in Moodle's words: what a way into Moodle that cannot see everything completes its readings by. */
@Injectable()
export class LibraryKnowledge {
  constructor(private readonly dataSource: DataSource) {}

  async of(studentId: string): Promise<KnownCourses> {
    const rows = await this.dataSource.query<KnownRow[]>(KNOWN, [studentId]);
    return new Map(rows.map((row) => [row.id, knownCourse(row)]));
  }
}

function knownCourse(row: KnownRow): KnownMoodleCourse {
  const { id, categoryId, categoryName, teachers, format, modifiedAt, completion, readAt, items, grades } =
    row;
  const byCmid = <T>(factOf: (item: KnownItem) => T | undefined): ReadonlyMap<number, T> =>
    new Map(
      items.flatMap((item) => {
        const fact = factOf(item);
        return fact === undefined ? [] : [[item.cmid, fact] as const];
      }),
    );
  return {
    readAt: readAt === null ? null : Math.floor(readAt),
    course: { categoryId, format, modifiedAt, completion },
    extras: { categoryId, categoryName, teachers: teachers ?? [] },
    modules: byCmid((item) => ({
      files: filesOf(item, 'content'),
      externalUrl: item.externalUrl,
      chapters: item.details.chapters ?? [],
      dates: item.dates.map(dateOf),
      completion: item.details.completion ?? null,
      modifiedAt: item.modifiedAt,
    })),
    assignments: byCmid(
      (item) =>
        item.details.assignment && {
          ...item.details.assignment,
          courseId: id,
          name: item.name,
          attachments: filesOf(item, 'attachment'),
        },
    ),
    submissions: byCmid(
      (item) =>
        item.details.submission && {
          ...item.details.submission,
          files: filesOf(item, 'submission'),
          feedbackFiles: filesOf(item, 'feedback'),
        },
    ),
    quizzes: byCmid(({ details }) => details.quiz),
    grades: new Map(grades.map((grade) => [grade.id, grade])),
  };
}

const filesOf = ({ files }: KnownItem, origin: FileOrigin): MoodleFile[] =>
  files.flatMap(({ origin: own, ...file }) => (own === origin ? { ...file, sortOrder: 0 } : []));

const dateOf = ({ id, label, at }: KnownItem['dates'][number]): MoodleDate => ({
  id,
  label,
  at: Math.floor(Date.parse(at) / 1000),
});
