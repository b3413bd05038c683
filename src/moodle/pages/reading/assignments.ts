import { AppError } from '../../../errors';
import type { MoodleAssignment, MoodleDate, MoodleFile, MoodleSubmissionDetail } from '../../words';
import { readAssignPage, type AssignPage } from '../activities/assign-page';
import type { FileFacts } from '../activities/file-facts';
import type { OutlinedModule } from '../course/course-content';
import { isWholePage } from '../dom/outline';
import type { ListedFile } from '../course/file-tree';
import type { PageSession } from '../session/page-session';
import type { SiteTime } from './site-time';
import type { LabelMeaning, WordBook } from './word-book';

interface AssignReading {
  readonly page: AssignPage;
  readonly dates: ReadonlyMap<LabelMeaning, number>;
  /** A group hands it in. */
  readonly team: boolean;
  /** Which attempt this is, where more than one is allowed. */
  readonly attempt: number | null;
}

/** What the calendar says of an assignment, which is to the second. */
export interface CalendarFacts {
  readonly dates: readonly MoodleDate[];
  readonly modifiedAt: number | null;
}

/** Assignments by their own pages, each page read once. */
export class Assignments {
  private readonly readings = new Map<number, AssignReading>();

  constructor(
    private readonly session: PageSession,
    private readonly time: SiteTime,
    private readonly words: WordBook,
    private readonly files: FileFacts,
  ) {}

  async assignment(
    module: OutlinedModule,
    courseId: number,
    calendar: CalendarFacts,
    signal: AbortSignal,
  ): Promise<MoodleAssignment> {
    const { page, dates, team } = await this.read(module.cmid, signal);
    const { cmid, name } = module;
    return {
      ...unopened(cmid, courseId, name, calendar),
      dueAt: dateOf(calendar, 'duedate') ?? dates.get('duedate') ?? null,
      opensAt: dates.get('allowsubmissionsfromdate') ?? null,
      cutoffAt: dates.get('cutoffdate') ?? null,
      maxGrade: outOf(page.grade).max,
      teamSubmission: team,
      intro: page.intro,
      attachments: await this.facts(page.attachments, signal),
    };
  }

  async submission(cmid: number, signal: AbortSignal): Promise<MoodleSubmissionDetail> {
    const { page, dates, attempt } = await this.read(cmid, signal);
    const { status, graded, grade } = page;
    const changedAt = status === 'none' ? null : (dates.get('timemodified') ?? null);
    return {
      assignmentId: cmid,
      status,
      submittedAt: status === 'submitted' ? changedAt : null,
      graded,
      grade: graded && grade !== '-' ? grade : null,
      extensionDueAt: dates.get('extensionduedate') ?? null,
      locked: page.locked,
      attempt: status === 'none' ? 0 : (attempt ?? 1),
      changedAt,
      text: page.text,
      files: await this.facts(page.files, signal),
      gradedAt: graded ? (dates.get('gradedon') ?? null) : null,
      points: graded ? outOf(grade).points : null,
      feedback: page.feedback,
      feedbackFiles: await this.facts(page.feedbackFiles, signal),
      editable: page.editable,
    };
  }

  /** In the order of Moodle's own lists. */
  private facts(listed: readonly ListedFile[], signal: AbortSignal): Promise<readonly MoodleFile[]> {
    const key = ({ path, name }: ListedFile): string => path + name;
    return this.files.all(
      [...listed].sort((a, b) => (key(a) < key(b) ? -1 : 1)),
      signal,
    );
  }

  private async read(cmid: number, signal: AbortSignal): Promise<AssignReading> {
    const known = this.readings.get(cmid);
    if (known) return known;
    const question = { what: 'assignment page', path: `/mod/assign/view.php?id=${cmid}`, signal };
    const answer = await this.session.page(question, 'activity');
    const html = answer.body.toString('utf8');
    const page = /\/mod\/assign\/view\.php$/.test(answer.url.pathname) ? readAssignPage(html) : null;
    if (!page) throw new AppError('moodle.access-denied', { detail: 'assignment page: shows none' });
    if (!isWholePage(html))
      throw new AppError('moodle.invalid-response', { detail: 'assignment page: breaks off' });
    const reading = { page, ...(await this.linesOf(page, signal)) };
    this.readings.set(cmid, reading);
    return reading;
  }

  private async linesOf(
    { lines, language }: AssignPage,
    signal: AbortSignal,
  ): Promise<Omit<AssignReading, 'page'>> {
    const texts = lines.map(({ text }) => text);
    const seconds = await this.time.secondsOf(texts, language, signal);
    const dates = new Map<LabelMeaning, number>();
    let team = false;
    let attempt: number | null = null;
    for (const { label, text } of lines) {
      const at = seconds.get(text);
      for (const meaning of await this.words.meaningOf(label, language, signal)) {
        team ||= meaning === 'submissionteam';
        if (meaning === 'attemptnumber') attempt = Number(/\d+/.exec(text)?.[0] ?? 0) || null;
        if (at !== undefined && !dates.has(meaning)) dates.set(meaning, at);
      }
    }
    return { dates, team, attempt };
  }
}

/** An assignment whose page was not opened, or may not be: what the course and the calendar tell of it. */
export function unopened(
  cmid: number,
  courseId: number,
  name: string,
  calendar: CalendarFacts,
): MoodleAssignment {
  return {
    id: cmid,
    cmid,
    courseId,
    name,
    dueAt: dateOf(calendar, 'duedate'),
    opensAt: null,
    cutoffAt: null,
    maxGrade: null,
    teamSubmission: false,
    intro: null,
    attachments: [],
    modifiedAt: calendar.modifiedAt,
  };
}

const dateOf = ({ dates }: CalendarFacts, id: string): number | null =>
  dates.find((date) => date.id === id)?.at ?? null;

/** `92.50 / 100.00`; with a letter or a scale's word there are no points. */
function outOf(grade: string | null): { readonly points: number | null; readonly max: number | null } {
  const match = /^(\d+(?:[.,]\d+)?)\s*\/\s*(\d+(?:[.,]\d+)?)/.exec(grade ?? '');
  const number = (digits: string | undefined): number | null =>
    digits === undefined ? null : Number(digits.replace(',', '.'));
  return { points: number(match?.[1]), max: number(match?.[2]) };
}
