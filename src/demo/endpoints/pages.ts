import { htmlPage, redirect, upgrading } from '../http/reply';
import { Campus, Endpoint } from './context';

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const NOTE = '<p>זהו אתר הדגמה: אין כאן קורסים אמיתיים, ואין צורך להיכנס.</p>';

/** So that a link out of the library leads somewhere: a plain page that names what would be seen there. */
export const pageEndpoint: Endpoint = ({ path, query }, { world, site }: Campus) => {
  if (site.maintenance === 'web' && path !== '/login/index.php') return upgrading(site.maintenanceMessage);
  const id = Number(query.id);
  if (/^\/mod\/\w+\/view\.php$/.test(path)) {
    const placed = world.byCmid(id);
    if (placed?.module.url) return redirect(303, placed.module.url);
    if (placed)
      return htmlPage(escape(placed.module.name), `<p>${escape(placed.course.fullname)}</p>${NOTE}`);
  }
  if (path === '/course/view.php') {
    const course = world.course(id);
    if (course) return htmlPage(escape(course.fullname), `${course.summary}${NOTE}`);
  }
  if (path === '/' || path === '/login/index.php') return htmlPage(escape(site.name), NOTE);
  return htmlPage('הדף לא נמצא', NOTE, 404);
};
