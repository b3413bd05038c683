import { AssignmentModel, ModuleModel, QuizModel } from '../model';

/** Dates and limits as the student meets them: what was moved for them, or for their group, over what holds for everybody. */
export function workOf({ assignment, override }: ModuleModel): AssignmentModel | null {
  if (assignment === null || override === null) return assignment;
  const { opens = assignment.opens, due = assignment.due, cutoff = assignment.cutoff } = override;
  return { ...assignment, opens, due, cutoff };
}

export function quizOf({ quiz, override }: ModuleModel): QuizModel | null {
  if (quiz === null || override === null) return quiz;
  const { opens = quiz.opens, due: closes = quiz.closes } = override;
  const { timeLimit = quiz.timeLimit, attemptsAllowed = quiz.attemptsAllowed } = override;
  return { ...quiz, opens, closes, timeLimit, attemptsAllowed };
}

/** Of a quiz, or of any other activity that opens and closes. */
export function windowOf(module: ModuleModel): { opens: number; closes: number } {
  const { opens, due: closes } = module.override ?? {};
  return quizOf(module) ?? { opens: opens ?? module.opens, closes: closes ?? module.closes };
}
