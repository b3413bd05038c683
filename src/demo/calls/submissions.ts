import { z } from 'zod';
import { AssignmentModel, FileModel, ModuleModel } from '../model';
import { introRows } from './assignments';
import { Call, define, is45, openActivity } from './call';
import { workOf } from './effective';
import { refusal } from './errors';
import { fileRow } from './file-rows';
import { int } from './parameters';

type Row = Record<string, unknown>;

const GRADER_ID = 500;

export const submissions = [
  define('mod_assign_get_submission_status', {
    parameters: z.strictObject({ assignid: int, userid: int.default(0), groupid: int.default(0) }),
    courses: ({ assignid }, call) => [call.world.byInstance('assign', assignid)?.course.id ?? 0],
    answer({ assignid, userid }, call) {
      const { module } = openActivity('assign', assignid, call);
      const work = workOf(module);
      if (work === null) throw refusal('invalidrecord', 'assign');
      if (userid !== 0 && userid !== call.student.id) throw refusal('nopermissions', 'צפייה בהגשות של אחרים');
      const told = work.opens <= call.now;
      return {
        lastattempt: lastAttempt(module, work, call),
        ...(work.feedback ? { feedback: feedback(module, work, call) } : {}),
        assignmentdata: told ? { attachments: { intro: introRows(module, work, call) } } : [],
        warnings: [],
      };
    },
  }),
];

function lastAttempt(module: ModuleModel, work: AssignmentModel, call: Call): Row {
  const { status } = work.submission;
  const editable =
    !work.offline &&
    status !== 'submitted' &&
    (work.cutoff === 0 || work.cutoff > call.now) &&
    work.opens <= call.now;
  const submission = submissionRow(module, work, call);
  return {
    ...(status === 'none'
      ? {}
      : work.team
        ? { teamsubmission: submission, submissiongroup: 1 }
        : { submission }),
    submissiongroupmemberswhoneedtosubmit: [],
    submissionsenabled: !work.offline,
    locked: false,
    graded: work.feedback !== null,
    canedit: editable,
    caneditowner: editable,
    cansubmit: status === 'draft' && editable,
    extensionduedate: work.extension,
    timelimit: 0,
    blindmarking: false,
    gradingstatus: work.feedback === null ? 'notgraded' : 'graded',
    usergroups: [1],
  };
}

function submissionRow(module: ModuleModel, work: AssignmentModel, call: Call): Row {
  const { submission } = work;
  const at = submission.at === 0 ? work.opens : submission.at;
  return {
    id: module.instance,
    userid: work.team ? 0 : call.student.id,
    attemptnumber: submission.status === 'reopened' ? 1 : 0,
    timecreated: at,
    timemodified: at,
    timestarted: null,
    status: submission.status,
    groupid: work.team ? 1 : 0,
    assignment: module.instance,
    latest: 1,
    plugins: [
      {
        type: 'onlinetext',
        name: 'תוכן מקוון',
        fileareas: [{ area: 'submissions_onlinetext', files: [] }],
        editorfields: [
          {
            name: 'onlinetext',
            description: 'הגשות תוכן מקוון',
            text: submission.text,
            format: submission.text === '' ? 0 : 1,
          },
        ],
      },
      {
        type: 'file',
        name: 'קבצי הגשה',
        fileareas: [files(module, 'assignsubmission_file', 'submission_files', submission.files, call)],
      },
      { type: 'comments', name: 'הערות סטודנט להגשה' },
    ],
  };
}

function feedback(module: ModuleModel, work: AssignmentModel, call: Call): Row {
  const given = work.feedback;
  if (given === null) return {};
  return {
    grade: {
      id: module.instance,
      assignment: module.instance,
      userid: call.student.id,
      attemptnumber: 0,
      timecreated: given.at,
      timemodified: given.at,
      grader: GRADER_ID,
      grade: given.grade.toFixed(5),
    },
    gradefordisplay: `${given.grade.toFixed(2)}&nbsp;/&nbsp;${work.gradeMax.toFixed(2)}`,
    gradeddate: given.at,
    plugins: [
      {
        type: 'comments',
        name: 'הערות למשוב',
        fileareas: [{ area: 'feedback', files: [] }],
        editorfields: [{ name: 'comments', description: 'הערות למשוב', text: given.comment, format: 1 }],
      },
      {
        type: 'file',
        name: 'משובים בקבצים',
        fileareas: [files(module, 'assignfeedback_file', 'feedback_files', given.files, call)],
      },
    ],
  };
}

function files(
  module: ModuleModel,
  component: string,
  area: string,
  list: readonly FileModel[],
  call: Call,
): Row {
  const place = { contextId: module.contextId, component, area, item: module.instance };
  return { area, files: list.map((file) => fileRow(call.world.siteUrl, place, file, is45(call))) };
}
