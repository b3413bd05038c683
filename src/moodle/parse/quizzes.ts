import { z } from 'zod';
import type { MoodleQuiz, MoodleQuizAttempt } from '../words';
import { Drops, readEach, readWhole, type Parsed } from './lists';
import { record } from './record';
import { formattedName, richText } from './rich-text';
import { amount, count, flag, id, text, time } from './scalars';

const reply = z.object({ quizzes: z.unknown().optional() });
const quiz = record({
  id,
  coursemodule: id,
  course: id,
  name: formattedName,
  intro: richText,
  timeopen: time,
  timeclose: time,
  timelimit: count,
  attempts: count,
  grade: amount,
});

const orNull = (value: number): number | null => (value > 0 ? value : null);

/** Reply of `mod_quiz_get_quizzes_by_courses`. Personal overrides are in its times already. */
export function parseQuizzes(answer: unknown): Parsed<readonly MoodleQuiz[]> {
  const drops = new Drops();
  const rows = readEach(quiz, readWhole(reply, answer, 'quizzes').quizzes, 'quizzes', drops);
  return drops.result(
    rows.map((row) => ({
      id: row.id,
      cmid: row.coursemodule,
      courseId: row.course,
      name: row.name ?? '',
      intro: row.intro,
      opensAt: row.timeopen,
      closesAt: row.timeclose,
      timeLimit: orNull(row.timelimit),
      attemptsAllowed: orNull(row.attempts),
      maxGrade: row.grade !== null && row.grade > 0 ? row.grade : null,
    })),
  );
}

const attemptsReply = z.object({ attempts: z.unknown().optional() });
const attempt = record({ id, attempt: count, state: text, timestart: time, timefinish: time });

const STATES: Readonly<Record<string, MoodleQuizAttempt['state']>> = {
  inprogress: 'in-progress',
  overdue: 'overdue',
  finished: 'finished',
  abandoned: 'abandoned',
};

/** Reply of `mod_quiz_get_user_attempts`. */
export function parseQuizAttempts(answer: unknown): Parsed<readonly MoodleQuizAttempt[]> {
  const drops = new Drops();
  const { attempts } = readWhole(attemptsReply, answer, 'quiz attempts');
  return drops.result(
    readEach(attempt, attempts, 'attempts', drops).map((row) => ({
      id: row.id,
      number: row.attempt,
      state: STATES[row.state ?? ''] ?? 'unknown',
      startedAt: row.timestart,
      finishedAt: row.timefinish,
    })),
  );
}

const best = z.object({ hasgrade: flag(false), grade: amount });

/** Reply of `mod_quiz_get_user_best_grade`; `null` where there is no grade. */
export function parseBestGrade(answer: unknown): number | null {
  const { hasgrade, grade } = readWhole(best, answer, 'best grade');
  return hasgrade ? grade : null;
}
