import { AssignmentModel, FileModel, PostModel, QuizModel } from '../model';
import { DAY, HOUR, endOfDay } from './calendar-dates';
import { Identifiers } from './identifiers';
import { PostRecipe, QuizRecipe, WorkRecipe, WorkState } from './recipes';

/** Makes the model of one uploaded file, changed at the given second. */
export type FileMaker = (name: string, at: number, author?: string) => FileModel;

const SUBMITTED: Record<WorkState, AssignmentModel['submission']['status']> = {
  graded: 'submitted',
  'graded-late': 'submitted',
  submitted: 'submitted',
  draft: 'draft',
  untouched: 'none',
  opened: 'new',
  missed: 'new',
  reopened: 'reopened',
};

const INTRO =
  '<p dir="rtl">יש להגיש קובץ <b>PDF</b> אחד, בזוגות או ביחידים. שאלות מפנים לפורום הקורס בלבד.</p>';

export function composeAssignment(recipe: WorkRecipe, now: number, makeFile: FileMaker): AssignmentModel {
  const due =
    recipe.dueHours !== undefined
      ? now + recipe.dueHours * HOUR
      : recipe.dueDays !== undefined
        ? endOfDay(now, recipe.dueDays)
        : 0;
  const opens =
    recipe.opensDays !== undefined
      ? endOfDay(now, recipe.opensDays - 1) + 60
      : due === 0
        ? 0
        : Math.min(due - 10 * DAY, now - DAY);
  const cutoff = recipe.cutoffDays === undefined ? 0 : endOfDay(now, recipe.cutoffDays);
  const status = SUBMITTED[recipe.state];
  const handedIn = status === 'none' || status === 'new' ? 0 : handInTime(recipe, due, now);
  const graded = recipe.state === 'graded' || recipe.state === 'graded-late' || recipe.state === 'reopened';
  const checkedAt = Math.min(handedIn + 5 * DAY, now - HOUR);
  return {
    opens,
    due,
    cutoff,
    gradeMax: recipe.outOf ?? 100,
    intro: recipe.intro ?? INTRO,
    introFiles: (recipe.attach ?? []).map((name) => makeFile(name, opens === 0 ? now - 20 * DAY : opens)),
    team: recipe.team ?? false,
    offline: recipe.offline ?? false,
    submission: {
      status,
      at: handedIn,
      text: '',
      files:
        handedIn === 0 ? [] : (recipe.submit ?? ['פתרון.pdf']).map((name) => makeFile(name, handedIn, '')),
    },
    feedback: graded
      ? { grade: recipe.grade ?? 90, at: checkedAt, comment: recipe.comment ?? '', files: [] }
      : null,
    extension: recipe.extensionDays === undefined ? null : endOfDay(now, recipe.extensionDays),
  };
}

function handInTime(recipe: WorkRecipe, due: number, now: number): number {
  const wanted = recipe.state === 'graded-late' ? due + 7 * HOUR : due === 0 ? now - 4 * DAY : due - 5 * HOUR;
  return Math.min(wanted, now - 2 * HOUR);
}

export function composeQuiz(recipe: QuizRecipe, now: number): QuizModel {
  const opens = recipe.opensDays === undefined ? 0 : endOfDay(now, recipe.opensDays - 1) + 8 * HOUR;
  const closes = recipe.closesDays === undefined ? 0 : endOfDay(now, recipe.closesDays);
  const started = Math.min(closes === 0 ? now - 2 * DAY : closes - 4 * HOUR, now - HOUR);
  const attempt = {
    state: recipe.state ?? 'finished',
    started,
    finished: recipe.state === 'finished' ? started + 40 * 60 : 0,
  };
  return {
    opens,
    closes,
    timeLimit: (recipe.minutes ?? 0) * 60,
    attemptsAllowed: recipe.attempts ?? 1,
    gradeMax: 100,
    attempts: recipe.state === undefined ? [] : [attempt],
    bestGrade: recipe.state === 'finished' ? (recipe.grade ?? 80) : null,
  };
}

export function composePosts(
  recipes: readonly PostRecipe[],
  from: { now: number; ids: Identifiers; makeFile: FileMaker; lecturer: { id: number; name: string } },
): PostModel[] {
  return recipes.map((recipe) => {
    const at = from.now - Math.round(recipe.daysAgo * DAY);
    return {
      id: from.ids.next('forum_posts'),
      discussion: from.ids.next('forum_discussions'),
      subject: recipe.subject,
      message: `<p dir="rtl">${recipe.message}</p>`,
      author: recipe.by ?? from.lecturer.name,
      authorId: recipe.by === undefined ? from.lecturer.id : 900,
      at,
      modified: at,
      pinned: recipe.pinned ?? false,
      replies: recipe.replies ?? 0,
      files: (recipe.attach ?? []).map((name) => from.makeFile(name, at)),
    };
  });
}
