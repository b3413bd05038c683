import { z } from 'zod';
import { CourseModel, ModuleModel, QuizModel } from '../model';
import { Call, activitiesOf, define, is45, openActivity, wantedCourses } from './call';
import { quizOf } from './effective';
import { refusal } from './errors';
import { formatName } from './names';
import { bool, int, list } from './parameters';

type Row = Record<string, unknown>;

/** Told only to a student who may attempt the quiz now. */
const WHEN_OPEN = {
  overduehandling: 'autosubmit',
  graceperiod: 86_400,
  canredoquestions: 0,
  attemptonlast: 0,
  reviewattempt: 69_904,
  reviewcorrectness: 69_904,
  reviewmaxmarks: 69_904,
  reviewmarks: 69_904,
  reviewspecificfeedback: 69_904,
  reviewgeneralfeedback: 69_904,
  reviewrightanswer: 69_904,
  reviewoverallfeedback: 4_368,
  questionsperpage: 1,
  navmethod: 'free',
  browsersecurity: '',
  delay1: 0,
  delay2: 0,
  showuserpicture: 0,
  showblocks: 0,
  completionattemptsexhausted: 0,
  completionpass: 0,
  allowofflineattempts: 0,
  autosaveperiod: 60,
  hasquestions: 1,
};

const quizCourse = ({ quizid }: { quizid: number }, call: Call): number[] => [
  call.world.byInstance('quiz', quizid)?.course.id ?? 0,
];

export const quizzes = [
  define('mod_quiz_get_quizzes_by_courses', {
    parameters: z.strictObject({ courseids: list(int).default([]) }),
    answer: ({ courseids }, call) => ({
      quizzes: wantedCourses(courseids, call).flatMap((course) =>
        activitiesOf(course, 'quiz').flatMap(({ module, sectionNumber }) => {
          const quiz = quizOf(module);
          return quiz ? [quizRow(course, module, quiz, sectionNumber, call)] : [];
        }),
      ),
      warnings: [],
    }),
  }),
  define('mod_quiz_get_user_attempts', {
    parameters: z.strictObject({
      quizid: int,
      userid: int.default(0),
      status: z.enum(['all', 'finished', 'unfinished']).default('finished'),
      includepreviews: bool.default(false),
    }),
    courses: quizCourse,
    answer({ quizid, status }, call) {
      const { module, quiz } = openQuiz(quizid, call);
      const wanted = quiz.attempts.filter(({ state }) => {
        const done = state === 'finished' || state === 'abandoned';
        return status === 'all' || done === (status === 'finished');
      });
      return {
        attempts: wanted.map((attempt, index) => attemptRow(module, attempt, index, call)),
        warnings: [],
      };
    },
  }),
  define('mod_quiz_get_user_best_grade', {
    parameters: z.strictObject({ quizid: int, userid: int.default(0) }),
    courses: quizCourse,
    answer({ quizid }, call) {
      const { bestGrade } = openQuiz(quizid, call).quiz;
      return {
        hasgrade: bestGrade !== null,
        ...(bestGrade === null ? {} : { grade: bestGrade }),
        warnings: [],
      };
    },
  }),
];

function openQuiz(id: number, call: Call): { module: ModuleModel; quiz: QuizModel } {
  const { module } = openActivity('quiz', id, call);
  const quiz = quizOf(module);
  if (quiz === null) throw refusal('invalidrecord', 'quiz');
  return { module, quiz };
}

function quizRow(
  course: CourseModel,
  module: ModuleModel,
  quiz: QuizModel,
  section: number,
  call: Call,
): Row {
  const open = quiz.opens <= call.now && (quiz.closes === 0 || quiz.closes > call.now);
  return {
    id: module.instance,
    coursemodule: module.cmid,
    course: course.id,
    name: formatName(module.name, call.settings),
    intro: ' ',
    introformat: 1,
    introfiles: [],
    section,
    visible: true,
    groupmode: 0,
    groupingid: 0,
    lang: '',
    timeopen: quiz.opens,
    timeclose: quiz.closes,
    timelimit: quiz.timeLimit,
    preferredbehaviour: 'deferredfeedback',
    attempts: quiz.attemptsAllowed,
    grademethod: 1,
    decimalpoints: 2,
    questiondecimalpoints: -1,
    sumgrades: 10,
    grade: quiz.gradeMax,
    hasfeedback: 0,
    ...(open ? WHEN_OPEN : {}),
  };
}

function attemptRow(
  module: ModuleModel,
  attempt: QuizModel['attempts'][number],
  index: number,
  call: Call,
): Row {
  const done = attempt.state === 'finished';
  return {
    id: module.instance * 10 + index,
    quiz: module.instance,
    userid: call.student.id,
    attempt: index + 1,
    uniqueid: module.instance * 10 + index,
    layout: '1,0,2,0,3,0',
    currentpage: 0,
    preview: 0,
    state: attempt.state,
    timestart: attempt.started,
    timefinish: attempt.finished,
    timemodified: done ? attempt.finished : attempt.started,
    timemodifiedoffline: 0,
    timecheckstate:
      done || module.quiz?.timeLimit === undefined ? null : attempt.started + module.quiz.timeLimit,
    sumgrades: done ? (module.quiz?.bestGrade ?? 0) / 10 : null,
    ...(is45(call) && done ? { gradeitemmarks: [] } : {}),
    gradednotificationsenttime: done ? attempt.finished : null,
  };
}
