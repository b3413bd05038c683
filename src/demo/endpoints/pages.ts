import { formatName } from '../calls/names';
import { htmlPage, redirect, upgrading } from '../http/reply';
import { Campus, Endpoint } from './context';

/** A name as it may stand in a page: tags gone, entities escaped. */
const shown = (name: string): string => formatName(name, { filter: true, raw: false, lang: 'he' });

const NOTE = '<p>זהו אתר הדגמה: אין כאן קורסים אמיתיים, ואין צורך להיכנס.</p>';

/** So that a link out of the library leads somewhere: a plain page that names what would be seen there. */
export const pageEndpoint: Endpoint = ({ path, query }, { world, site }: Campus) => {
  if (site.maintenance === 'web') return upgrading(site.maintenanceMessage);
  const id = Number(query.id);
  if (/^\/mod\/\w+\/view\.php$/.test(path)) {
    const placed = world.byCmid(id);
    if (placed?.module.url) return redirect(303, new URL(placed.module.url).href);
    if (placed) return htmlPage(shown(placed.module.name), `<p>${shown(placed.course.fullname)}</p>${NOTE}`);
  }
  if (path === '/course/view.php') {
    const course = world.course(id);
    if (course) return htmlPage(shown(course.fullname), `${course.summary}${NOTE}`);
  }
  if (path === '/') return htmlPage(shown(site.name), NOTE);
  return htmlPage('הדף לא נמצא', NOTE, 404);
};
