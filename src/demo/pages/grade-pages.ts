import { Campus } from '../endpoints/context';
import { Reply } from '../http/reply';
import { CourseModel } from '../model';
import { page, shown } from './layout';
import { Ask } from './page-call';
import { WebSession } from './sessions';

interface GradeItem {
  id: number;
  itemname: string | null;
  itemtype: string;
  itemmodule: string | null;
  cmid?: number;
  categoryid: number | null;
  gradeformatted: string;
  percentageformatted: string;
  weightformatted?: string;
  grademin: number;
  grademax: number;
  feedback: string;
}

/** GET /grade/report/user/index.php?id= */
export async function gradeReportPage(
  course: CourseModel,
  session: WebSession,
  campus: Campus,
  ask: Ask,
): Promise<Reply> {
  const userid = session.student?.id ?? 0;
  const { usergrades } = await ask<{ usergrades: { gradeitems: GradeItem[] }[] }>(
    'gradereport_user_get_grade_items',
    {
      courseid: course.id,
      userid,
    },
  );
  const items = usergrades[0]?.gradeitems ?? [];
  return page(
    campus,
    session,
    { id: 'page-grade-report-user-index', title: course.fullname, classes: `course-${course.id}` },
    `<table class="generaltable user-grade"><thead><tr><th class="column-itemname" id="itemname">פריט</th></tr></thead><tbody>
      <tr><th class="level1 category column-itemname" id="cat_${course.id}_${userid}">${shown(course.fullname)}</th></tr>
      ${items.map((item) => itemRow(item, userid, campus)).join('\n')}
    </tbody></table>`,
  );
}

function itemRow(item: GradeItem, userid: number, { world }: Campus): string {
  const cell = (name: string, text: string): string => `<td class="item column-${name}">${text}</td>`;
  const level = item.itemtype === 'course' ? 'level1 baggt' : 'level2 item';
  const address = `${world.siteUrl}/mod/${item.itemmodule}/view.php?id=${item.cmid}`;
  const name = item.itemname ?? 'סך הכול';
  const title =
    item.cmid === undefined
      ? `<span class="gradeitemheader">${name}</span>`
      : `<a class="gradeitemheader" href="${address}">${name}</a>`;
  return `<tr><th class="${level} column-itemname" id="row_${item.id}_${userid}"><span class="dimmed_text">סוג</span>
      <div class="rowtitle">${title}</div></th>
    ${cell('weight', item.weightformatted ?? '-')} ${cell('grade', item.gradeformatted)}
    ${cell('range', `${item.grademin}&ndash;${item.grademax}`)} ${cell('percentage', item.percentageformatted)}
    ${cell('feedback', item.feedback === '' ? '&nbsp;' : item.feedback)}</tr>`;
}

/** GET /grade/report/overview/index.php */
export async function gradeOverviewPage(session: WebSession, campus: Campus, ask: Ask): Promise<Reply> {
  const { grades } = await ask<{ grades: { courseid: number; grade: string }[] }>(
    'gradereport_overview_get_course_grades',
    {},
  );
  const rows = grades.map(
    ({ courseid, grade }) =>
      `<tr><td class="cell c0"><a href="${campus.world.siteUrl}/course/user.php?mode=grade&amp;id=${courseid}&amp;user=${session.student?.id}">${shown(campus.world.course(courseid)?.fullname ?? '')}</a></td>
       <td class="cell c1">${grade}</td></tr>`,
  );
  return page(
    campus,
    session,
    { id: 'page-grade-report-overview-index', title: 'ציונים' },
    `<table id="overview-grade" class="generaltable"><tbody>${rows.join('\n')}</tbody></table>`,
  );
}
