import { z } from 'zod';
import { ModuleModel } from '../model';
import { define, enteredCourse } from './call';
import { int, list, text } from './parameters';
import { openModules } from './standing';

type Row = Record<string, unknown>;

interface Since {
  module: ModuleModel;
  since: number;
}

export const updates = [
  define('core_course_get_updates_since', {
    parameters: z.strictObject({ courseid: int, since: int, filter: list(text).optional() }),
    answer({ courseid, since }, call) {
      const open = openModules(enteredCourse(courseid, call).sections);
      return answerOf(open.map(({ module }) => ({ module, since })));
    },
  }),
  define('core_course_check_updates', {
    parameters: z.strictObject({
      courseid: int,
      tocheck: list(z.strictObject({ contextlevel: z.literal('module'), id: int, since: int })),
      filter: list(text).optional(),
    }),
    answer({ courseid, tocheck }, call) {
      const { sections } = enteredCourse(courseid, call);
      const all = new Map(sections.flatMap(({ modules }) => modules.map((module) => [module.cmid, module])));
      const open = new Set(openModules(sections).map(({ module }) => module));
      const found = tocheck.flatMap(({ id, since }) => {
        const module = all.get(id);
        return module && open.has(module) ? [{ module, since }] : [];
      });
      const unseen = tocheck
        .filter(({ id }) => !found.some(({ module }) => module.cmid === id))
        .map(({ id }) => unseenWarning(id, all.has(id)));
      return answerOf(found, unseen);
    },
  }),
];

const unseenWarning = (itemid: number, isThere: boolean): Row =>
  isThere
    ? {
        item: 'module',
        itemid,
        warningcode: 'nonuservisible',
        message: "You don't have access to this module.",
      }
    : {
        item: 'module',
        itemid,
        warningcode: 'cmidnotincourse',
        message: 'This module id does not belong to this course.',
      };

/** Unless asked for by its id, nothing is said of what was deleted or hidden, just as in Moodle. */
function answerOf(checks: Since[], unseen: Row[] = []): Row {
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
    warnings: [...unseen, ...silent.map(missingCallback)],
  };
}

const missingCallback = ({ module }: Since): Row => ({
  item: 'module',
  itemid: module.cmid,
  warningcode: 'missingcallback',
  message: 'This module does not implement the check_updates_since callback: module',
});

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
