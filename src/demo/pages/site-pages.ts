import { MoodleError } from '../calls/errors';
import { isNamed, isOpen } from '../calls/standing';
import { Campus } from '../endpoints/context';
import { Incoming } from '../http/incoming';
import { Reply, upgrading } from '../http/reply';
import { StudentModel } from '../model';
import { OpenRecord } from '../state/traffic';
import { printedBook, viewPage } from './activity-pages';
import { coursePage } from './course-pages';
import { gradeOverviewPage, gradeReportPage } from './grade-pages';
import { page, seeOther, toSignIn } from './layout';
import { asker } from './page-call';
import { WebSession } from './sessions';

/** Where a student is sent first, whatever was asked for. */
function station(student: StudentModel): string | null {
  if (student.mustChangePassword) return '/login/change_password.php';
  return student.policyAgreed ? null : '/user/policy.php';
}

/** Any page to a visitor who has, or had, a session; `null` for one who has none. */
export async function sitePage(
  incoming: Incoming,
  campus: Campus,
  traffic: OpenRecord,
): Promise<Reply | null> {
  const { sessions, site } = campus;
  const session = sessions.of(incoming);
  if (session === null) return sessions.carriesOne(incoming) ? toSignIn(campus) : null;
  const { student } = session;
  if (student === null) return incoming.path === '/' ? null : toSignIn(campus);
  traffic.record.username = student.username;
  if (site.maintenance === 'web') return upgrading(site.maintenanceMessage);
  const first = station(student);
  if (first === incoming.path)
    return page(campus, session, { id: 'page-station', title: site.name }, '<p>צריך לטפל בזה קודם</p>');
  if (first !== null) return seeOther(campus, first);
  const name = incoming.path.replace(/^\/|(?:\/index)?\.php$/g, '');
  traffic.record.functions.push(name);
  const id = Number(incoming.query.id);
  const courseId = /^mod\//.test(name) ? (campus.world.byCmid(id)?.course.id ?? 0) : id;
  await campus.faults.pass({ fn: name, courses: [courseId], username: student.username });
  return routed(name, id, { session, student, campus, traffic });
}

interface Visit {
  session: WebSession;
  student: StudentModel;
  campus: Campus;
  traffic: OpenRecord;
}

async function routed(name: string, id: number, visit: Visit): Promise<Reply> {
  const { session, student, campus, traffic } = visit;
  const ask = asker(student, campus, traffic);
  try {
    if (name === 'my/' || name === '')
      return page(
        campus,
        session,
        { id: 'page-my-index', title: campus.site.name },
        '<div data-region="myoverview"></div>',
      );
    if (name === 'grade/report/overview') return await gradeOverviewPage(session, campus, ask);
    if (name === 'course/view' || name === 'grade/report/user') {
      const course = campus.world.course(id);
      if (course === undefined) return notFound(visit);
      if (!student.courseIds.includes(id) || !course.visible)
        return seeOther(campus, `/enrol/index.php?id=${id}`);
      return name === 'course/view'
        ? coursePage(course, session, campus)
        : await gradeReportPage(course, session, campus, ask);
    }
    if (name === 'enrol')
      return page(campus, session, { id: 'page-enrol-index', title: campus.site.name }, '<p>אין הרשמה</p>');
    return activity(name, id, visit);
  } catch (error) {
    if (error instanceof MoodleError) return notFound(visit);
    throw error;
  }
}

function activity(name: string, id: number, visit: Visit): Reply {
  const { session, student, campus } = visit;
  const placed = campus.world.byCmid(id);
  if (!placed || !student.courseIds.includes(placed.course.id)) return notFound(visit);
  const { module, section, course } = placed;
  if (!isNamed(module)) return notFound(visit);
  if (!isOpen(section, module)) return seeOther(campus, `/course/view.php?id=${course.id}`);
  if (name === 'mod/book/tool/print') return printedBook(placed, session, campus);
  return name === `mod/${module.type}/view` ? viewPage(placed, session, campus) : notFound(visit);
}

const notFound = ({ session, campus }: Visit): Reply =>
  page(campus, session, { id: 'page-error', title: 'הדף לא נמצא', status: 404 }, '<p>הדף לא נמצא</p>');
