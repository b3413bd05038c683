import { z } from 'zod';
import { CourseModel, ModuleModel } from '../model';
import { define, readableCourse } from './call';
import { int, list, text } from './parameters';

type Row = Record<string, unknown>;

interface Since {
  module: ModuleModel;
  since: number;
}

export const updates = [
  define('core_course_get_updates_since', {
    parameters: z.strictObject({ courseid: int, since: int, filter: list(text).optional() }),
    answer({ courseid, since }, call) {
      return answerOf(visibleModules(readableCourse(courseid, call)).map((module) => ({ module, since })));
    },
  }),
  define('core_course_check_updates', {
    parameters: z.strictObject({
      courseid: int,
      tocheck: list(z.strictObject({ contextlevel: z.literal('module'), id: int, since: int })),
      filter: list(text).optional(),
    }),
    answer({ courseid, tocheck }, call) {
      const modules = visibleModules(readableCourse(courseid, call));
      return answerOf(
        tocheck.flatMap(({ id, since }) =>
          modules.filter((module) => module.cmid === id).map((module) => ({ module, since })),
        ),
      );
    },
  }),
];

const visibleModules = (course: CourseModel): ModuleModel[] =>
  course.sections
    .filter((section) => section.visible && section.restriction === null)
    .flatMap((section) => section.modules)
    .filter((module) => module.visible && module.restriction === null);

/** Nothing is said of what was deleted or hidden, just as in Moodle. */
function answerOf(checks: Since[]): Row {
  const [asked, silent] = [
    checks.filter(({ module }) => module.type !== 'subsection'),
    checks.filter(({ module }) => module.type === 'subsection'),
  ];
  return {
    instances: asked
      .map(({ module, since }) => ({
        contextlevel: 'module',
        id: module.cmid,
        updates: changesOf(module, since),
      }))
      .filter(({ updates: found }) => found.length > 0),
    warnings: silent.map(({ module }) => ({
      item: 'module',
      itemid: module.cmid,
      warningcode: 'missingcallback',
      message: 'This module does not implement the check_updates_since callback: module',
    })),
  };
}

function changesOf(module: ModuleModel, since: number): Row[] {
  const found: Row[] = [];
  const newer = (times: readonly number[]): number => Math.max(0, ...times.filter((time) => time > since));
  const name = (update: string, times: readonly number[], itemids: number[]): void => {
    const timeupdated = newer(times);
    if (timeupdated > 0) found.push({ name: update, timeupdated, itemids });
  };
  if (module.modified > since) found.push({ name: 'configuration', timeupdated: module.modified });
  const { assignment, quiz, forum } = module;
  const ids = (count: number): number[] =>
    Array.from({ length: count }, (_, index) => module.cmid * 100 + index);
  name(
    'contentfiles',
    module.files.map((file) => file.modified),
    ids(module.files.length),
  );
  if (assignment) {
    const introTimes = assignment.introFiles.map((file) => file.modified);
    name('introattachmentfiles', introTimes, ids(introTimes.length));
    name('submissions', [assignment.submission.at], [module.instance]);
    name('grades', [assignment.feedback?.at ?? 0], [module.instance]);
  }
  if (quiz) {
    name(
      'attempts',
      quiz.attempts.map((attempt) => Math.max(attempt.started, attempt.finished)),
      ids(quiz.attempts.length),
    );
  }
  const fresh = (forum?.posts ?? []).filter((post) => post.at > since);
  if (fresh.length > 0) found.push({ name: 'discussions', itemids: fresh.map((post) => post.discussion) });
  return found;
}
