import { z } from 'zod';
import { ModuleModel } from '../model';
import { define, readableCourse } from './call';
import { refusal } from './errors';
import { int } from './parameters';
import { isNamed } from './standing';

const AUTOMATIC = 2;

/** The state of one activity's completion, as contents and the completion report both tell it. */
export function completionData(module: ModuleModel): Record<string, unknown> {
  const done = module.completedAt > 0;
  const automatic = module.completion === AUTOMATIC;
  return {
    state: done ? 1 : 0,
    timecompleted: module.completedAt,
    overrideby: null,
    valueused: false,
    hascompletion: true,
    isautomatic: automatic,
    istrackeduser: true,
    uservisible: true,
    details: automatic
      ? [{ rulename: 'completionview', rulevalue: { status: done ? 1 : 0, description: 'צפייה' } }]
      : [],
    isoverallcomplete: done,
  };
}

export const completion = [
  define('core_completion_get_activities_completion_status', {
    parameters: z.strictObject({ courseid: int, userid: int }),
    answer({ courseid, userid }, call) {
      const course = readableCourse(courseid, call);
      if (userid !== call.student.id) throw refusal('nopermissions', 'צפייה בדוח השלמת פעילויות');
      const tracked = course.sections
        .flatMap((section) => section.modules)
        .filter((module) => module.completion > 0 && isNamed(module));
      return {
        statuses: tracked.map((module) => ({
          cmid: module.cmid,
          modname: module.type,
          instance: module.instance,
          ...completionData(module),
          tracking: module.completion,
        })),
        warnings: [],
      };
    },
  }),
];
