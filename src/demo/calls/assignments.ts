import { z } from 'zod';
import { JsonText, phpJson } from '../http/php-json';
import { AssignmentModel, CourseModel, ModuleModel } from '../model';
import { Call, activitiesOf, courseName, define, is45, wantedCourses } from './call';
import { workOf } from './effective';
import { fileRow, moduleArea } from './file-rows';
import { formatName } from './names';
import { bool, int, list, text } from './parameters';

type Row = Record<string, unknown>;

const CONFIGS = [
  ['onlinetext', 'assignsubmission', 'enabled', '1'],
  ['onlinetext', 'assignsubmission', 'wordlimit', '0'],
  ['onlinetext', 'assignsubmission', 'wordlimitenabled', '0'],
  ['file', 'assignsubmission', 'enabled', '1'],
  ['file', 'assignsubmission', 'maxfilesubmissions', '5'],
  ['file', 'assignsubmission', 'maxsubmissionsizebytes', '10485760'],
  ['file', 'assignsubmission', 'filetypeslist', ''],
  ['comments', 'assignsubmission', 'enabled', '0'],
  ['comments', 'assignfeedback', 'enabled', '1'],
  ['comments', 'assignfeedback', 'commentinline', '0'],
  ['file', 'assignfeedback', 'enabled', '1'],
].map(([plugin, subtype, name, value]) => ({ plugin, subtype, name, value }));

export const assignments = [
  define('mod_assign_get_assignments', {
    parameters: z.strictObject({
      courseids: list(int).default([]),
      capabilities: list(text).optional(),
      includenotenrolledcourses: bool.optional(),
    }),
    answer({ courseids }, call) {
      const shown = wantedCourses(courseids, call);
      const warnings = courseids
        .filter((id) => !shown.some((course) => course.id === id))
        .map((itemid) => ({
          item: 'course',
          itemid,
          warningcode: '2',
          message: 'User is not enrolled or does not have requested capability',
        }));
      const rows = shown.map((course) => preparedRow(course, call).text);
      const closed = phpJson([...warnings, ...shown.flatMap(closedWarnings)]);
      return new JsonText(`{"courses":[${rows.join(',')}],"warnings":${closed}}`);
    },
  }),
];

/** Made once for every moment at which another assignment opens. */
function preparedRow(course: CourseModel, call: Call): JsonText {
  const { filter, raw, lang } = call.settings;
  const opened = activitiesOf(course, 'assign').filter(
    ({ module }) => (workOf(module)?.opens ?? 0) <= call.now,
  );
  const key = `assignments ${filter} ${raw} ${lang} ${opened.length}`;
  return call.world.replyOf(course, key, () => courseRow(course, call));
}

function courseRow(course: CourseModel, call: Call): Row {
  return {
    id: course.id,
    fullname: courseName(course, call),
    shortname: course.shortname,
    timemodified: course.modified,
    assignments: activitiesOf(course, 'assign').flatMap(({ module }) => {
      const work = workOf(module);
      return work ? [assignmentRow(course, module, work, call)] : [];
    }),
  };
}

function assignmentRow(course: CourseModel, module: ModuleModel, work: AssignmentModel, call: Call): Row {
  const told = work.opens <= call.now;
  return {
    id: module.instance,
    cmid: module.cmid,
    course: course.id,
    name: formatName(module.name, call.settings),
    nosubmissions: work.offline ? 1 : 0,
    submissiondrafts: 1,
    sendnotifications: 0,
    sendlatenotifications: 0,
    sendstudentnotifications: 1,
    duedate: work.due,
    allowsubmissionsfromdate: work.opens,
    grade: work.gradeMax,
    timemodified: module.modified,
    completionsubmit: 0,
    cutoffdate: work.cutoff,
    gradingduedate: gradingDue(module.assignment?.due ?? 0),
    teamsubmission: work.team ? 1 : 0,
    requireallteammemberssubmit: 0,
    teamsubmissiongroupingid: 0,
    blindmarking: 0,
    hidegrader: 0,
    revealidentities: 0,
    attemptreopenmethod: 'untilpass',
    maxattempts: 1,
    markingworkflow: 0,
    markingallocation: 0,
    ...(is45(call) ? { markinganonymous: 0 } : {}),
    requiresubmissionstatement: 0,
    preventsubmissionnotingroup: 0,
    configs: CONFIGS,
    // An assignment that has not opened yet keeps its description to itself.
    ...(told ? introduction(module, work, call) : {}),
    timelimit: 0,
    submissionattachments: 0,
  };
}

/** Two weeks after what holds for everybody; nobody's own date moves it. */
const gradingDue = (due: number): number => (due === 0 ? 0 : due + 14 * 24 * 3600);

function introduction(module: ModuleModel, work: AssignmentModel, call: Call): Row {
  return {
    intro: work.intro,
    introformat: 1,
    introfiles: [],
    introattachments: introRows(module, work, call),
  };
}

export function introRows(module: ModuleModel, work: AssignmentModel, call: Call): Row[] {
  const area = moduleArea(module, 'introattachment');
  return work.introFiles.map((file) => fileRow(call.world.siteUrl, area, file, is45(call)));
}

function closedWarnings(course: CourseModel): Row[] {
  const open = new Set(activitiesOf(course, 'assign').map(({ module }) => module.cmid));
  return course.sections
    .flatMap((section) => section.modules)
    .filter((module) => module.type === 'assign' && !open.has(module.cmid))
    .map((module) => ({
      item: 'module',
      itemid: module.cmid,
      warningcode: '1',
      message: 'No access rights in module context',
    }));
}
