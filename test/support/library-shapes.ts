import { z } from 'zod';
import {
  CATEGORIES,
  CATEGORY_SOURCES,
  type Category,
  CHANGE_KINDS,
  type ChangesReply,
  type Completion,
  type CourseDetails,
  type CourseSummary,
  type Deadline,
  type ItemWork,
  type LibraryFile,
  LINK_KINDS,
  type LibraryItem,
  type LibrarySection,
  type Page,
  type Quiz,
  type SearchHit,
  type Submission,
  TASK_STATES,
  type TaskState,
  TERMS,
  type Term,
} from '../../src/contract';

/**
 * The library's answers as the contract has them, to be held against what really comes: no field missing, none too many. Each is
 * tied to its interface by its type, so that the two cannot drift apart.
 */
const keysOf = <K extends string>(table: Readonly<Record<K, unknown>>): [K, ...K[]] =>
  Object.keys(table) as [K, ...K[]];

const id = z.string().regex(/^[1-9]\d*$/);
const moment = z.iso.datetime();
const url = z.url({ protocol: /^https?$/ });
const text = z.string();
const count = z.int().nonnegative();
const category = z.enum(keysOf<Category>(CATEGORIES)).nullable();
const state = z.enum(keysOf<TaskState>(TASK_STATES)).nullable();

const due = {
  dueAt: moment,
  opensAt: moment.nullable(),
  cutoffAt: moment.nullable(),
  source: z.enum(['duedate', 'override', 'extension', 'cutoff', 'timeclose']),
  state,
};

const file: z.ZodType<LibraryFile> = z.strictObject({
  id,
  name: text.min(1),
  path: text.regex(/^\/(.*\/)?$/),
  size: count,
  mimeType: text.nullable(),
  modifiedAt: moment.nullable(),
  downloadUrl: text.regex(/^\/api\/files\/\d+$/).nullable(),
});

const submission: z.ZodType<Submission> = z.strictObject({
  status: z.enum(['none', 'draft', 'submitted', 'reopened']),
  attempt: count,
  submittedAt: moment.nullable(),
  text: text.nullable(),
  files: z.array(file),
  graded: z.boolean(),
  grade: text.nullable(),
  gradedAt: moment.nullable(),
  feedback: text.nullable(),
  feedbackFiles: z.array(file),
  extensionDueAt: moment.nullable(),
  locked: z.boolean(),
});

const quiz: z.ZodType<Quiz> = z.strictObject({
  timeLimit: count.nullable(),
  attemptsAllowed: count.nullable(),
  maxGrade: z.number().nullable(),
  bestGrade: z.number().nullable(),
  attempts: z
    .array(
      z.strictObject({
        number: z.int().positive(),
        state: z.enum(['in-progress', 'overdue', 'finished', 'abandoned', 'unknown']),
        startedAt: moment.nullable(),
        finishedAt: moment.nullable(),
      }),
    )
    .nullable(),
});

const completion: z.ZodType<Completion> = z.strictObject({
  state: z.enum(['incomplete', 'complete', 'passed', 'failed']),
  automatic: z.boolean(),
  completedAt: moment.nullable(),
  conditions: z.array(z.strictObject({ label: text, met: z.boolean() })),
});

const work: z.ZodType<ItemWork> = z.strictObject({
  gradePercent: z.number().positive().nullable(),
  points: z.number().positive().nullable(),
  pages: z.number().positive().nullable(),
  words: z.number().positive().nullable(),
  parts: z.number().positive().nullable(),
  group: z.enum(['alone', 'pairs', 'group']).nullable(),
  hours: z.number().positive().nullable(),
});

const item: z.ZodType<LibraryItem> = z.strictObject({
  id,
  cmid: z.int().positive(),
  type: text.regex(/^[a-z]\w*$/),
  name: text.min(1),
  category,
  confidence: z.number().min(0).max(1).nullable(),
  reasons: z.array(z.strictObject({ code: text.min(1), he: text.min(1), en: text.min(1) })),
  categorySource: z.enum(CATEGORY_SOURCES),
  description: text.nullable(),
  url: url.nullable(),
  externalUrl: url.nullable(),
  files: z.array(file),
  dates: z.array(z.strictObject({ id: text.min(1), label: text, at: moment })),
  deadline: z.strictObject(due).nullable(),
  text: text.nullable(),
  chapters: z.array(z.strictObject({ title: text, level: count })),
  submission: submission.nullable(),
  maxGrade: z.number().nullable(),
  quiz: quiz.nullable(),
  completion: completion.nullable(),
  restricted: z.boolean(),
  restrictionReason: text.nullable(),
  stealth: z.boolean(),
  indent: count,
  modifiedAt: moment.nullable(),
  number: z
    .strictObject({
      kind: z.enum(['lecture', 'recitation', 'assignment', 'exam', 'week', 'chapter', 'item']),
      value: z.number().nonnegative(),
      part: text.min(1).nullable(),
    })
    .nullable(),
  work: work.nullable(),
  linkKind: z.enum(LINK_KINDS).nullable(),
  language: text.length(2).nullable(),
  related: z.array(z.strictObject({ itemId: id, as: z.enum(['solution', 'recitation', 'task']) })),
});

const section: z.ZodType<LibrarySection> = z.strictObject({
  id,
  moodleId: z.int().positive(),
  name: text, // a teacher may leave it empty
  position: count,
  summary: text.nullable(),
  restricted: z.boolean(),
  restrictionReason: text.nullable(),
  items: z.array(item),
});

const summary = {
  id,
  moodleId: z.int().positive(),
  name: text.min(1),
  fullName: text.min(1),
  shortName: text.min(1),
  code: text.nullable(),
  academicYear: z.int().min(1990).max(2100).nullable(),
  term: z.enum(keysOf<Term>(TERMS)).nullable(),
  startsAt: moment.nullable(),
  endsAt: moment.nullable(),
  favourite: z.boolean(),
  hidden: z.boolean(),
  completion: z.number().min(0).max(100).nullable(),
  url: url.nullable(),
  category: text.min(1).nullable(),
  teachers: z.array(text.min(1)),
  listed: z.boolean(),
  counts: z.strictObject({ sections: count, items: count, files: count }),
  syncedAt: moment.nullable(),
};

export const courseSummary: z.ZodType<CourseSummary> = z.strictObject(summary);
export const courseDetails: z.ZodType<CourseDetails> = z.strictObject({
  ...summary,
  sections: z.array(section),
});

export const deadline: z.ZodType<Deadline> = z.strictObject({
  itemId: id,
  courseId: id,
  courseName: text.min(1),
  name: text.min(1),
  type: text.min(1),
  category,
  ...due,
  url: url.nullable(),
  work: work.nullable(),
});

export const searchHit: z.ZodType<SearchHit> = z.strictObject({
  kind: z.enum(['course', 'item', 'file']),
  id,
  courseId: id,
  courseName: text.min(1),
  name: text.min(1),
  category,
});

const scalar = z.union([z.string(), z.number(), z.boolean()]).nullable();

export const changesReply: z.ZodType<ChangesReply> = z.strictObject({
  items: z.array(
    z.strictObject({
      id,
      at: moment,
      kind: z.enum(CHANGE_KINDS),
      subject: z.enum(['course', 'section', 'item', 'file', 'grade', 'announcement', 'event']),
      courseId: id.nullable(),
      courseName: text.nullable(),
      itemId: id.nullable(),
      cmid: z.int().positive().nullable(),
      name: text,
      fields: z.array(z.strictObject({ field: text.min(1), from: scalar, to: scalar })),
      uploadedAt: moment.nullable(),
    }),
  ),
  nextCursor: text.min(1).nullable(),
  lastId: text.regex(/^\d+$/),
});

export const pageOf = <T>(shape: z.ZodType<T>): z.ZodType<Page<T>> =>
  z.strictObject({ items: z.array(shape), nextCursor: text.min(1).nullable() });

/** What of a value is not as its shape says, as `path: why`. */
export const misfits = (shape: z.ZodType, value: unknown): string[] =>
  shape.safeParse(value).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
