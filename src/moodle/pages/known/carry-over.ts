import type {
  MoodleActivity,
  MoodleAssignment,
  MoodleCourse,
  MoodleCourseExtras,
  MoodleDate,
  MoodleFile,
  MoodleGradeItem,
  MoodleQuiz,
  MoodleSubmissionDetail,
} from '../../words';
import { isLookedInto } from '../activities/lookups';
import {
  type KnownCourse,
  type KnownGrade,
  type KnownModule,
  type KnownSubmission,
  placeOf,
} from './known-course';

/**
 * What pages read, completed by what was known before of that which they cannot see (`PAGE_COVERAGE`). What they do see is always the
 * page's: nothing that changed is covered up.
 */

/** Pages write some moments to the minute, and the calendar writes them whole: the same minute is the same moment. */
export function exactly(shown: number | null, known: number | null | undefined): number | null {
  if (shown === null || known === null || known === undefined) return shown;
  return shown % 60 === 0 && Math.floor(known / 60) * 60 === shown ? known : shown;
}

/** Pages round grades for the eye. */
const sameNumber = (a: number | null, b: number | null): boolean =>
  a === b || (a !== null && b !== null && Math.abs(a - b) < 0.006);
const sameWord = (a: string | null, b: string | null): boolean =>
  a === b || (a !== null && b !== null && a.replace(/\s/g, '') === b.replace(/\s/g, ''));
const sameAddress = (a: string, b: string): boolean =>
  a === b || (URL.canParse(a) && URL.canParse(b) && new URL(a).href === new URL(b).href);

/** One file has two addresses, for a token and for a session. */
const fileId = (url: string): string =>
  url.replace('/webservice/pluginfile.php/', '/pluginfile.php/').replace(/\?.*$/, '');

/** With its facts in one order, whichever page they came from. */
function carriedFile(shown: MoodleFile, known: MoodleFile | undefined): MoodleFile {
  return {
    name: shown.name,
    path: shown.path,
    size: shown.size === 0 ? (known?.size ?? 0) : shown.size,
    url: known && fileId(known.url) === fileId(shown.url) ? known.url : shown.url,
    mimeType: shown.mimeType ?? known?.mimeType ?? null,
    createdAt: shown.createdAt ?? known?.createdAt ?? null,
    modifiedAt: shown.modifiedAt ?? known?.modifiedAt ?? null,
    author: shown.author ?? known?.author ?? null,
    sortOrder: 0,
  };
}

/** In the order that was known; what is new comes last. */
export function carriedFiles(
  shown: readonly MoodleFile[],
  known: readonly MoodleFile[] | undefined,
): readonly MoodleFile[] {
  const places = new Map(known?.map((file, index) => [placeOf(file), index]));
  const place = (file: MoodleFile): number => places.get(placeOf(file)) ?? Infinity;
  return shown
    .map((file, index) => ({ file: carriedFile(file, known?.[place(file)]), at: place(file), index }))
    .sort((a, b) => (a.at === b.at ? a.index - b.index : a.at - b.at))
    .map(({ file }) => file);
}

/** Files that no page names: those behind the main one, and those of kinds that are not looked into. */
function unseenFiles({ type, files, restricted }: MoodleActivity, known: KnownModule): readonly MoodleFile[] {
  if (restricted) return [];
  if (!isLookedInto(type)) return files.length === 0 ? known.files : [];
  const [main, ...further] = known.files;
  const isShown = (file: MoodleFile): boolean => files.some((one) => placeOf(one) === placeOf(file));
  return type === 'resource' && main && isShown(main) ? further.filter((file) => !isShown(file)) : [];
}

/** Whether a date of that second would have been read: a calendar that failed, or does not go back so far, shows none. */
export type Told = (second: number) => boolean;
const ALL_TOLD: Told = () => true;

/** A date that is not shown is taken away only where it would have been. */
const unlessTold = (known: number | null | undefined, isTold: Told): number | null =>
  known === null || known === undefined || isTold(known) ? null : known;

/** Kinds whose dates pages tell in full; of others an empty list says nothing. */
const TOLD_DATES: ReadonlySet<string> = new Set(['assign', 'quiz']);

function carriedDates(
  { type, dates }: MoodleActivity,
  known: readonly MoodleDate[],
  isTold: Told,
): readonly MoodleDate[] {
  if (dates.length === 0 && !TOLD_DATES.has(type)) return known;
  const shown = dates.map((date) => {
    const before = known.find(({ id }) => id === date.id);
    return {
      ...date,
      at: exactly(date.at, before?.at) ?? date.at,
      label: date.label || (before?.label ?? ''),
    };
  });
  const untold = known.filter(({ id, at }) => !isTold(at) && !dates.some((date) => date.id === id));
  if (untold.length === 0) return shown;
  const place = ({ id }: MoodleDate): number => known.findIndex((date) => date.id === id);
  return [...untold, ...shown].sort((a, b) => place(a) - place(b));
}

const chaptersOf = (chapters: MoodleActivity['chapters']): string =>
  JSON.stringify(chapters.map(({ title, level }) => [title, level]));

export function carriedActivity(
  shown: MoodleActivity,
  known: KnownModule | undefined,
  isTold = ALL_TOLD,
): MoodleActivity {
  if (!known) return { ...shown, files: carriedFiles(shown.files, undefined) };
  const { externalUrl, completion } = shown;
  return {
    ...shown,
    externalUrl:
      externalUrl !== null && known.externalUrl !== null && sameAddress(externalUrl, known.externalUrl)
        ? known.externalUrl
        : externalUrl,
    files: carriedFiles([...shown.files, ...unseenFiles(shown, known)], known.files),
    dates: carriedDates(shown, known.dates, isTold),
    chapters: chaptersOf(shown.chapters) === chaptersOf(known.chapters) ? known.chapters : shown.chapters,
    completion:
      completion?.state === known.completion?.state && completion
        ? { ...completion, completedAt: completion.completedAt ?? known.completion?.completedAt ?? null }
        : completion,
    modifiedAt: shown.modifiedAt ?? known.modifiedAt,
  };
}

export function carriedAssignment(
  shown: MoodleAssignment,
  known: MoodleAssignment | undefined,
  isTold = ALL_TOLD,
): MoodleAssignment {
  return {
    ...shown,
    dueAt: exactly(shown.dueAt ?? unlessTold(known?.dueAt, isTold), known?.dueAt),
    opensAt: exactly(shown.opensAt, known?.opensAt),
    cutoffAt: exactly(shown.cutoffAt ?? known?.cutoffAt ?? null, known?.cutoffAt),
    maxGrade: shown.maxGrade ?? known?.maxGrade ?? null,
    teamSubmission: shown.teamSubmission || (known?.teamSubmission ?? false),
    attachments: carriedFiles(shown.attachments, known?.attachments),
    modifiedAt: shown.modifiedAt ?? known?.modifiedAt ?? null,
  };
}

export function carriedQuiz(
  shown: MoodleQuiz,
  known: Omit<MoodleQuiz, 'courseId' | 'name'> | undefined,
  isTold = ALL_TOLD,
): MoodleQuiz {
  if (!known) return shown;
  return {
    ...shown,
    intro: shown.intro ?? known.intro,
    opensAt: exactly(shown.opensAt ?? unlessTold(known.opensAt, isTold), known.opensAt),
    closesAt: exactly(shown.closesAt ?? unlessTold(known.closesAt, isTold), known.closesAt),
    timeLimit: shown.timeLimit ?? known.timeLimit,
    attemptsAllowed: shown.attemptsAllowed ?? known.attemptsAllowed,
    maxGrade: shown.maxGrade ?? known.maxGrade,
  };
}

export function carriedSubmission(
  shown: MoodleSubmissionDetail,
  known: KnownSubmission | undefined,
): MoodleSubmissionDetail {
  return {
    ...shown,
    submittedAt: exactly(shown.submittedAt, known?.submittedAt),
    changedAt: exactly(shown.changedAt, known?.changedAt),
    gradedAt: exactly(shown.gradedAt, known?.gradedAt),
    extensionDueAt: exactly(shown.extensionDueAt, known?.extensionDueAt),
    grade: known && sameWord(shown.grade, known.grade) ? known.grade : shown.grade,
    points: known && sameNumber(shown.points, known.points) ? known.points : shown.points,
    files: carriedFiles(shown.files, known?.files),
    feedbackFiles: carriedFiles(shown.feedbackFiles, known?.feedbackFiles),
  };
}

export function carriedGrade(shown: MoodleGradeItem, known: KnownGrade | undefined): MoodleGradeItem {
  if (!known || !sameNumber(shown.grade, known.grade)) return shown;
  return {
    ...shown,
    grade: known.grade,
    shown: sameWord(shown.shown, known.shown) ? known.shown : shown.shown,
    gradedAt: shown.gradedAt ?? known.gradedAt,
  };
}

export function carriedCourse(shown: MoodleCourse, known: KnownCourse['course']): MoodleCourse {
  if (!known) return shown;
  const { completion } = shown;
  // Dashboards show whole percents.
  const sameShare =
    completion !== null &&
    known.completion !== null &&
    Math.floor(known.completion) === Math.floor(completion);
  return {
    ...shown,
    categoryId: shown.categoryId ?? known.categoryId,
    format: shown.format ?? known.format,
    modifiedAt: shown.modifiedAt ?? known.modifiedAt,
    completion: sameShare ? known.completion : completion,
  };
}

export function carriedExtras(shown: MoodleCourseExtras, known: KnownCourse['extras']): MoodleCourseExtras {
  if (!known) return shown;
  return {
    id: shown.id,
    categoryId: shown.categoryId ?? known.categoryId,
    categoryName: shown.categoryName ?? known.categoryName,
    teachers: shown.teachers.length > 0 ? shown.teachers : known.teachers,
  };
}
