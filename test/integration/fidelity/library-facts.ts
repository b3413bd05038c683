import type {
  Announcement,
  CalendarEvent,
  CourseDetails,
  CourseSummary,
  Deadline,
  Grade,
  LibraryFile,
  LibraryItem,
  LibrarySection,
  Page,
} from '../../../src/contract';
import { ask, type Spike } from '../../support/spike';
import { Facts } from './facts';
import { folded, plain } from './reading-matter';

/** What a student reads over REST, and nothing else. */
export interface ReadLibrary {
  readonly courses: readonly CourseDetails[];
  readonly deadlines: readonly Deadline[];
  readonly grades: readonly Grade[];
  readonly announcements: readonly Announcement[];
  readonly events: readonly CalendarEvent[];
}

const LONG_AGO = '2000-01-01';

export async function readLibrary(spike: Pick<Spike, 'url'>, token: string): Promise<ReadLibrary> {
  const get = async <T>(address: string): Promise<T> => {
    const { status, body } = await ask<T>(spike, 'GET', `/api${address}`, { token });
    if (status !== 200) throw new Error(`${address}: ${status} ${JSON.stringify(body)}`);
    return body;
  };
  const all = async <T>(list: string): Promise<T[]> => {
    const items: T[] = [];
    let cursor: string | null = null;
    do {
      const after: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page: Page<T> = await get(`${list}limit=50${after}`);
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return items;
  };
  const summaries = await all<CourseSummary>('/courses?');
  return {
    courses: await Promise.all(summaries.map(({ id }) => get<CourseDetails>(`/courses/${id}`))),
    deadlines: await all(`/deadlines?from=${LONG_AGO}&`),
    grades: await all('/grades?'),
    announcements: await all('/announcements?'),
    events: await all(`/calendar?from=${LONG_AGO}&`),
  };
}

const seconds = (iso: string | null): number | null => (iso === null ? null : Date.parse(iso) / 1000);

/** The same facts as of the recordings, out of what the library shows. */
export function factsOfLibrary(library: ReadLibrary): Facts {
  const facts = new Facts();
  for (const course of library.courses) {
    courseFacts(facts, course);
    course.sections.forEach((section, order) => sectionFacts(facts, course, section, order));
  }
  const places = new Places(library.courses);
  for (const { itemId, dueAt, source } of library.deadlines)
    facts.tell('listed deadline', places.cmid(itemId) ?? itemId, { due: seconds(dueAt), source });
  gradeFacts(facts, library.grades, places);
  announcementFacts(facts, library.announcements, places);
  eventFacts(facts, library.events, places);
  return facts;
}

/** Moodle's ids of what the lists name by the library's. */
class Places {
  private readonly courses: ReadonlyMap<string, number>;
  private readonly items: ReadonlyMap<string, number>;

  constructor(courses: readonly CourseDetails[]) {
    this.courses = new Map(courses.map(({ id, moodleId }) => [id, moodleId]));
    const items = courses.flatMap(({ sections }) => sections.flatMap((section) => section.items));
    this.items = new Map(items.map(({ id, cmid }) => [id, cmid]));
  }

  course(id: string | null): number | null {
    return id === null ? null : (this.courses.get(id) ?? null);
  }

  cmid(id: string | null): number | null {
    return id === null ? null : (this.items.get(id) ?? null);
  }
}

function courseFacts(facts: Facts, course: CourseDetails): void {
  facts.tell('course', course.moodleId, {
    name: folded(course.fullName),
    'short name': course.shortName,
    favourite: course.favourite,
    hidden: course.hidden,
    begins: seconds(course.startsAt),
    ends: seconds(course.endsAt),
    progress: course.completion,
    address: course.url,
    category: course.category,
    teachers: course.teachers.join(' · '),
    'is listed': course.listed,
    'number of sections': course.counts.sections,
    'number of modules': course.counts.items,
  });
}

function sectionFacts(facts: Facts, course: CourseDetails, section: LibrarySection, order: number): void {
  facts.tell('section', section.moodleId, {
    course: course.moodleId,
    name: folded(section.name),
    number: section.position,
    order,
    summary: plain(section.summary),
    restricted: section.restricted,
    'reason of restriction': plain(section.restrictionReason),
  });
  section.items.forEach((item, place) => {
    itemFacts(facts, item, { course: course.moodleId, section: section.moodleId, order: place });
    taskFacts(facts, item);
  });
}

function itemFacts(
  facts: Facts,
  item: LibraryItem,
  place: { course: number; section: number; order: number },
): void {
  const { cmid, completion } = item;
  facts.tell('module', cmid, {
    ...place,
    type: item.type,
    name: folded(item.name),
    address: item.url,
    'external address': item.externalUrl,
    indent: item.indent,
    restricted: item.restricted,
    'reason of restriction': plain(item.restrictionReason),
    stealth: item.stealth,
  });
  for (const { id, at, label } of item.dates) facts.tell('date', `${cmid} ${id}`, { at: seconds(at), label });
  if (completion)
    facts.tell('completion', cmid, {
      state: completion.state,
      automatic: completion.automatic,
      at: seconds(completion.completedAt),
      conditions: completion.conditions.map(({ label, met }) => `${label}=${met}`).join(' · '),
    });
  fileFacts(facts, `module ${cmid}`, item.files);
  facts.tell('description', cmid, { text: plain(item.description) });
  if (item.chapters.length === 0 && item.text !== null) facts.tell('page', cmid, { text: plain(item.text) });
  item.chapters.forEach(({ title, level }, index) =>
    facts.tell('chapter', `${cmid} ${index + 1}`, { title, level }),
  );
}

function taskFacts(facts: Facts, { cmid, type, maxGrade, submission, quiz, deadline }: LibraryItem): void {
  if (type === 'assign') facts.tell('assignment', cmid, { 'highest grade': maxGrade });
  if (submission) {
    facts.tell('submission', cmid, {
      status: submission.status,
      attempt: submission.attempt,
      'handed in': seconds(submission.submittedAt),
      text: plain(submission.text),
      graded: submission.graded,
      grade: plain(submission.grade),
      'graded at': seconds(submission.gradedAt),
      feedback: plain(submission.feedback),
      extension: seconds(submission.extensionDueAt),
      locked: submission.locked,
    });
    fileFacts(facts, `submission ${cmid}`, submission.files);
    fileFacts(facts, `feedback ${cmid}`, submission.feedbackFiles);
  }
  if (quiz) {
    const { timeLimit, attemptsAllowed, bestGrade, attempts } = quiz;
    facts.tell('quiz', cmid, {
      'time limit': timeLimit,
      'attempts allowed': attemptsAllowed,
      'highest grade': quiz.maxGrade,
    });
    if (attempts) facts.tell('best grade', cmid, { grade: bestGrade });
    for (const { number, state, startedAt, finishedAt } of attempts ?? [])
      facts.tell('attempt', `${cmid} ${number}`, {
        state,
        begun: seconds(startedAt),
        finished: seconds(finishedAt),
      });
  }
  if (deadline)
    facts.tell('deadline', cmid, {
      due: seconds(deadline.dueAt),
      opens: seconds(deadline.opensAt),
      'last moment': seconds(deadline.cutoffAt),
      source: deadline.source,
    });
}

function fileFacts(facts: Facts, place: string, files: readonly LibraryFile[]): void {
  for (const file of files)
    facts.tell('file', `${place} ${file.path}${file.name}`, {
      size: file.size,
      'media type': file.mimeType,
      modified: seconds(file.modifiedAt),
    });
}

function gradeFacts(facts: Facts, grades: readonly Grade[], places: Places): void {
  const inCourse = new Map<string, number>();
  for (const grade of grades) {
    const order = inCourse.get(grade.courseId) ?? 0;
    inCourse.set(grade.courseId, order + 1);
    const { kind, cmid, name, min, max } = grade;
    facts.tell('grade', `course ${places.course(grade.courseId)} ${kind} ${cmid ?? '-'} ${name ?? '-'}`, {
      order,
      'activity type': grade.activityType,
      points: grade.grade,
      shown: grade.shown,
      range: `${min ?? ''}–${max ?? ''}`,
      percentage: grade.percentage,
      weight: grade.weight,
      feedback: plain(grade.feedback),
      'graded at': seconds(grade.gradedAt),
      hidden: grade.hidden,
    });
  }
}

const DISCUSSION = /\?d=(\d+)$/;

function announcementFacts(facts: Facts, announcements: readonly Announcement[], places: Places): void {
  for (const one of announcements) {
    const id = DISCUSSION.exec(one.url ?? '')?.[1] ?? one.id;
    facts.tell('discussion', id, {
      course: places.course(one.courseId),
      forum: one.forum,
      'module of the forum': places.cmid(one.itemId),
      subject: one.subject,
      message: plain(one.message),
      author: one.author,
      begun: seconds(one.createdAt),
      changed: seconds(one.modifiedAt),
      pinned: one.pinned,
      replies: one.replies,
      address: one.url,
    });
    fileFacts(facts, `discussion ${id}`, one.files);
  }
}

function eventFacts(facts: Facts, events: readonly CalendarEvent[], places: Places): void {
  for (const { courseId, type, startsAt, endsAt, name, description, itemId } of events)
    facts.tell('event', `course ${places.course(courseId) ?? 'none'} ${type} ${seconds(startsAt)} ${name}`, {
      description: plain(description),
      ends: seconds(endsAt),
      module: places.cmid(itemId),
    });
}
