import { z } from 'zod';
import { CourseModel, ModuleModel } from '../model';
import { Call, activitiesOf, define } from './call';
import { refusal } from './errors';
import { formatName } from './names';
import { int } from './parameters';

type Row = Record<string, unknown>;

interface Graded {
  module: ModuleModel;
  max: number;
  grade: number | null;
  handedIn: number | null;
  at: number | null;
  feedback: string;
}

export const grades = [
  define('gradereport_user_get_grade_items', {
    parameters: z.strictObject({ courseid: int, userid: int.default(0), groupid: int.default(0) }),
    answer({ courseid, userid }, call) {
      const { student } = call;
      const course = courseOf(call, courseid, userid);
      return {
        usergrades: [
          {
            courseid,
            courseidnumber: course.idnumber,
            userid,
            userfullname: `${student.firstname} ${student.lastname}`,
            useridnumber: student.idnumber,
            maxdepth: 2,
            gradeitems: itemRows(course, call),
          },
        ],
        warnings: [],
      };
    },
  }),
  define('gradereport_user_get_grades_table', {
    parameters: z.strictObject({ courseid: int, userid: int.default(0), groupid: int.default(0) }),
    answer({ courseid, userid }, call) {
      const course = courseOf(call, courseid, userid);
      const { student } = call;
      const head = {
        itemname: {
          class: 'level1 levelodd oddd1 b1b b1t',
          colspan: 2,
          content: `<div class="category">${formatName(course.fullname, call.settings)}</div>`,
          id: `cat_${course.id}_${userid}`,
        },
        leader: [],
      };
      return {
        tables: [
          {
            courseid,
            userid,
            userfullname: `${student.firstname} ${student.lastname}`,
            maxdepth: 2,
            tabledata: [head, ...itemRows(course, call).map((row) => tableRow(row, userid, call))],
          },
        ],
        warnings: [],
      };
    },
  }),
  define('gradereport_overview_get_course_grades', {
    parameters: z.strictObject({ userid: int.default(0) }),
    answer: (_, call) => ({
      grades: call.world.readableCoursesOf(call.student).map((course) => {
        const total = totalOf(course);
        return {
          courseid: course.id,
          grade: total === null ? '-' : total.toFixed(2),
          rawgrade: total === null ? null : total.toFixed(5),
        };
      }),
      warnings: [],
    }),
  }),
];

function courseOf({ world, student }: Call, courseid: number, userid: number): CourseModel {
  const course = world.coursesOf(student).find((each) => each.id === courseid);
  if (course === undefined || !course.visible || student.mustChangePassword)
    throw refusal('requireloginerror');
  if (userid === 0) throw refusal('nopermissions', 'צפייה בציונים של אחרים');
  if (userid !== student.id) throw refusal('nopermissiontoviewgrades');
  return course;
}

function gradedOf(course: CourseModel): Graded[] {
  const assignments = activitiesOf(course, 'assign').flatMap(({ module }): Graded[] => {
    const work = module.assignment;
    if (work === null || work.gradeMax <= 0) return [];
    const given = work.feedback;
    return [
      {
        module,
        max: work.gradeMax,
        grade: given?.grade ?? null,
        handedIn: work.submission.at || null,
        at: given?.at ?? null,
        feedback: given?.comment ?? '',
      },
    ];
  });
  const quizzes = activitiesOf(course, 'quiz').flatMap(({ module }): Graded[] => {
    const { quiz } = module;
    if (quiz === null) return [];
    const at = quiz.attempts.find((attempt) => attempt.state === 'finished')?.finished ?? null;
    return [{ module, max: quiz.gradeMax, grade: quiz.bestGrade, handedIn: at, at, feedback: '' }];
  });
  return [...assignments, ...quizzes];
}

function totalOf(course: CourseModel): number | null {
  const given = gradedOf(course).filter((item) => item.grade !== null);
  if (given.length === 0) return null;
  return given.reduce((sum, item) => sum + ((item.grade ?? 0) / item.max) * 100, 0) / given.length;
}

function itemRows(course: CourseModel, call: Call): Row[] {
  const items = gradedOf(course);
  const counted = items.filter((item) => item.grade !== null).length;
  return [...items.map((item) => itemRow(course, item, counted, call)), totalRow(course)];
}

/** Items count alike; one that has no grade yet has no weight yet. */
function itemRow(course: CourseModel, item: Graded, counted: number, call: Call): Row {
  const { module } = item;
  const weight = 1 / counted;
  return {
    id: module.cmid,
    itemname: formatName(module.name, call.settings),
    itemtype: 'mod',
    itemmodule: module.type,
    iteminstance: module.instance,
    itemnumber: 0,
    idnumber: '',
    categoryid: course.id,
    outcomeid: null,
    scaleid: null,
    locked: null,
    cmid: module.cmid,
    ...(item.grade === null ? {} : { weightraw: weight, weightformatted: `${(weight * 100).toFixed(2)} %` }),
    ...gradeKeys(item.grade, item.max, item.at),
    gradedatesubmitted: item.handedIn,
    feedback: item.feedback,
    feedbackformat: item.feedback === '' ? 2 : 1,
  };
}

function totalRow(course: CourseModel): Row {
  return {
    id: 9_000_000 + course.id,
    itemname: null,
    itemtype: 'course',
    itemmodule: null,
    iteminstance: course.id,
    itemnumber: null,
    idnumber: null,
    categoryid: null,
    outcomeid: null,
    scaleid: null,
    locked: null,
    ...gradeKeys(totalOf(course), 100, null),
    feedback: '',
    feedbackformat: 2,
  };
}

function gradeKeys(grade: number | null, max: number, at: number | null): Row {
  const percent = grade === null ? null : (grade / max) * 100;
  return {
    graderaw: grade,
    gradedatesubmitted: null,
    gradedategraded: at,
    gradehiddenbydate: false,
    gradeneedsupdate: false,
    gradeishidden: false,
    gradeislocked: null,
    gradeisoverridden: null,
    gradeformatted: grade === null ? '-' : grade.toFixed(2),
    grademin: 0,
    grademax: max,
    rangeformatted: `0&ndash;${max}`,
    percentageformatted: percent === null ? '-' : `${percent.toFixed(2)} %`,
  };
}

/** A row of the report's page: HTML, cell by cell (grade/report/user/classes/report/user.php, `fill_table_recursive`). */
function tableRow(row: Row, userid: number, { world }: Call): Row {
  const isTotal = row.itemtype === 'course';
  const level = isTotal ? 'level1 d1 baggt b2b' : 'level2 item b1b';
  const cell = (content: unknown): Row => ({
    class: `${level} itemcenter `,
    content,
    headers: `row_${String(row.id)}`,
  });
  const name = isTotal
    ? '<span class="gradeitemheader" title="סך הכול">סך הכול</span>'
    : `<a class="gradeitemheader" href="${world.siteUrl}/mod/${String(row.itemmodule)}/view.php?id=${String(row.cmid)}">${String(row.itemname)}</a>`;
  return {
    itemname: {
      class: level,
      colspan: 1,
      content: `<div class="item d-flex"><div><span class="d-block text-uppercase small dimmed_text">סוג</span>${name}</div></div>`,
      id: `row_${String(row.id)}_${userid}`,
    },
    weight: cell(row.weightformatted ?? '-'),
    grade: cell(row.gradeformatted),
    range: cell(row.rangeformatted),
    percentage: cell(row.percentageformatted),
    feedback: { ...cell(row.feedback === '' ? '&nbsp;' : row.feedback), class: `${level} feedbacktext` },
    parentcategories: [],
  };
}
