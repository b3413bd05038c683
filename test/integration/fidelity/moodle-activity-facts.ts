import type { Facts } from './facts';
import { fileFacts, orNone } from './raw-facts';
import type { RawAssignment, RawFile, RawSubmissionStatus } from './raw-moodle';
import { readable } from './reading-matter';
import type { RecordedCourses, RecordedModule } from './recorded-courses';

/** What stands behind a module: its task, what was handed in, attempts, texts. */
export function activityFacts(facts: Facts, recorded: RecordedModule, courses: RecordedCourses): void {
  const { module } = recorded;
  const cmid = module.id;
  const assignment = courses.assignments.get(cmid);
  const quiz = courses.quizzes.get(cmid);
  const text = readable(assignment?.intro) ?? readable(quiz?.intro) ?? readable(module.description);
  facts.tell('description', cmid, { text });
  if (assignment) assignmentFacts(facts, assignment, courses);
  if (quiz) quizFacts(facts, quiz, courses);
  const page = readable(courses.pages.get(cmid)?.content);
  if (page !== null) facts.tell('page', cmid, { text: page });
  if (module.modname === 'book') chapterFacts(facts, recorded);
  deadlineFacts(facts, recorded, courses);
}

function assignmentFacts(facts: Facts, assignment: RawAssignment, courses: RecordedCourses): void {
  const { id, cmid, grade, introattachments = [] } = assignment;
  facts.tell('assignment', cmid, { 'highest grade': grade > 0 ? grade : null });
  fileFacts(facts, `module ${cmid}`, introattachments);
  const status = courses.submissions.get(id);
  if (status) submissionFacts(facts, cmid, status);
}

/** Moodle makes a row `new` for whoever looks at the page: nothing was handed in. */
const UNTOUCHED = 'new';

function submissionFacts(facts: Facts, cmid: number, { lastattempt, feedback }: RawSubmissionStatus): void {
  const own = lastattempt.teamsubmission ?? lastattempt.submission;
  const touched = own && own.status !== UNTOUCHED ? own : null;
  const graded = ['graded', 'released'].includes(lastattempt.gradingstatus);
  facts.tell('submission', cmid, {
    status: touched?.status ?? 'none',
    attempt: touched ? touched.attemptnumber + 1 : 0,
    'handed in': touched?.status === 'submitted' ? touched.timemodified : null,
    text: textOf(touched?.plugins ?? []),
    graded,
    grade: graded ? readable(feedback?.gradefordisplay) : null,
    'graded at': graded ? orNone(feedback?.gradeddate) : null,
    feedback: textOf(feedback?.plugins ?? []),
    extension: orNone(lastattempt.extensionduedate),
    locked: lastattempt.locked,
  });
  fileFacts(facts, `submission ${cmid}`, filesOf(touched?.plugins ?? []));
  fileFacts(facts, `feedback ${cmid}`, filesOf(feedback?.plugins ?? []));
}

type Plugins = NonNullable<RawSubmissionStatus['feedback']>['plugins'];

function textOf(plugins: Plugins): string | null {
  const texts = plugins.flatMap(({ editorfields = [] }) => editorfields.map(({ text }) => text));
  return readable(texts.join('<p>'));
}

const filesOf = (plugins: Plugins): RawFile[] =>
  plugins.flatMap(({ fileareas = [] }) => fileareas.flatMap(({ files }) => files));

const ATTEMPT_STATES: Readonly<Record<string, string>> = {
  inprogress: 'in-progress',
  overdue: 'overdue',
  finished: 'finished',
  abandoned: 'abandoned',
};

type Quiz = RecordedCourses['quizzes'] extends ReadonlyMap<number, infer Row> ? Row : never;

function quizFacts(facts: Facts, quiz: Quiz, courses: RecordedCourses): void {
  const cmid = quiz.coursemodule;
  facts.tell('quiz', cmid, {
    'time limit': orNone(quiz.timelimit),
    'attempts allowed': orNone(quiz.attempts),
    'highest grade': orNone(quiz.grade),
  });
  const recorded = courses.attempts.get(quiz.id);
  if (!recorded) return;
  const best = courses.bestGrades.get(quiz.id);
  facts.tell('best grade', cmid, { grade: best?.hasgrade ? (best.grade ?? null) : null });
  for (const { attempt, state, timestart, timefinish } of recorded.attempts)
    facts.tell('attempt', `${cmid} ${attempt}`, {
      state: ATTEMPT_STATES[state] ?? null,
      begun: orNone(timestart),
      finished: orNone(timefinish),
    });
}

interface RawChapter {
  readonly title: string;
  readonly level: number;
  readonly subitems: readonly RawChapter[];
}

function chapterFacts(facts: Facts, { module: { id: cmid, contents = [] } }: RecordedModule): void {
  const structure = contents.find(({ type, filename }) => type === 'content' && filename === 'structure');
  const withSubchapters = (chapters: readonly RawChapter[]): RawChapter[] =>
    chapters.flatMap((chapter) => [chapter, ...withSubchapters(chapter.subitems)]);
  withSubchapters(JSON.parse(structure?.content ?? '[]') as RawChapter[]).forEach(({ title, level }, index) =>
    facts.tell('chapter', `${cmid} ${index + 1}`, { title, level }),
  );
}

interface RawDeadline {
  readonly due: number;
  readonly opens: number | null;
  readonly ends: number | null;
  readonly source: string;
}

/** The one date by which the student has to be done, and Moodle's date that says so. */
function deadlineFacts(facts: Facts, recorded: RecordedModule, courses: RecordedCourses): void {
  const cmid = recorded.module.id;
  const assignment = courses.assignments.get(cmid);
  const quiz = courses.quizzes.get(cmid);
  const deadline = assignment
    ? assignmentDeadline(assignment, courses)
    : quiz
      ? ended(quiz.timeopen, quiz.timeclose)
      : moduleDeadline(recorded);
  if (!deadline) return;
  facts.tell('deadline', cmid, {
    due: deadline.due,
    opens: deadline.opens,
    'last moment': deadline.ends,
    source: deadline.source,
  });
  facts.tell('listed deadline', cmid, { due: deadline.due, source: deadline.source });
}

function assignmentDeadline(assignment: RawAssignment, courses: RecordedCourses): RawDeadline | null {
  const { id, duedate, cutoffdate } = assignment;
  const opens = orNone(assignment.allowsubmissionsfromdate);
  const extension = orNone(courses.submissions.get(id)?.lastattempt.extensionduedate);
  // Whoever has an extension may hand in until then, whatever the cut-off.
  const ends = cutoffdate === 0 ? null : Math.max(cutoffdate, extension ?? 0);
  if (extension !== null) return { due: extension, opens, ends, source: 'extension' };
  const isOverridden = courses.events.some(
    (event) =>
      event.modulename === 'assign' &&
      event.instance === id &&
      event.eventtype === 'due' &&
      (event.groupid !== null || event.userid === courses.userId),
  );
  if (duedate !== 0) return { due: duedate, opens, ends, source: isOverridden ? 'override' : 'duedate' };
  return ends === null ? null : { due: ends, opens, ends, source: 'cutoff' };
}

const ended = (opens: number, closes: number): RawDeadline | null =>
  closes === 0 ? null : { due: closes, opens: orNone(opens), ends: closes, source: 'timeclose' };

/** Ends and beginnings as the other activity types name them. */
const ENDS = ['timeclose', 'deadline', 'submissionend', 'timeavailableto'];
const OPENS = ['timeopen', 'available', 'submissionstart', 'timeavailablefrom'];

function moduleDeadline({ module: { dates } }: RecordedModule): RawDeadline | null {
  const at = (names: readonly string[]): number =>
    dates.find(({ dataid }) => names.includes(dataid))?.timestamp ?? 0;
  return ended(at(OPENS), at(ENDS));
}
