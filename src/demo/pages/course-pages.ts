import { Campus } from '../endpoints/context';
import { Reply } from '../http/reply';
import { isNamed } from '../calls/standing';
import { labelName } from '../calls/names';
import { moduleType } from '../data/module-types';
import { CourseModel, ModuleModel, SectionModel } from '../model';
import { attribute, page, shown } from './layout';
import { WebSession } from './sessions';
import { wordOf } from './words';

/** What a student sees on the course page of a section: nothing of a closed one. */
export const listedIn = (section: SectionModel): ModuleModel[] =>
  section.visible && section.restriction === null
    ? section.modules.filter((module) => isNamed(module) && !module.stealth)
    : [];

export const nameOnPage = (module: ModuleModel): string =>
  module.type === 'label' ? shown(labelName(module.description ?? '')) : shown(module.name);

/** GET /course/view.php */
export function coursePage(course: CourseModel, session: WebSession, campus: Campus): Reply {
  const classes = `format-${course.format} path-course-view course-${course.id} context-${course.contextId}`;
  const sections = course.sections.filter((section) => section.subsectionOf === null);
  return page(
    campus,
    session,
    { id: `page-course-view-${course.format}`, title: course.fullname, classes },
    `<div class="course-content"><ul class="${course.format}">
      ${sections.map((section) => sectionHtml(section, course, campus)).join('\n')}
    </ul></div>`,
  );
}

function sectionHtml(section: SectionModel, course: CourseModel, campus: Campus): string {
  const { id, number, visible, summary, restriction } = section;
  const name = shown(section.name);
  const named = campus.world.release === '4.5' ? `data-sectionname="${attribute(name)}"` : '';
  const listed = listedIn(section);
  return `<li id="section-${number}" class="section course-section main clearfix ${visible ? '' : 'hidden'}"
      data-sectionid="${number}" data-for="section" data-id="${id}" data-number="${number}" ${named}>
    <div class="course-section-header" data-for="section_title" data-id="${id}" data-number="${number}">
      <h3 class="sectionname" id="sectionid-${id}-title">${name}</h3></div>
    <div class="content" data-for="sectioninfo">
      ${summary === '' ? '' : `<div class="summarytext"><div class="no-overflow">${summary}</div></div>`}
      ${restriction === null ? '' : availability(restriction)}
      <ul class="section" data-for="cmlist">
        ${listed.map((module) => moduleHtml(module, course, campus)).join('\n')}
      </ul>
    </div></li>`;
}

const availability = (reason: string): string =>
  `<div class="availabilityinfo isrestricted" data-region="availabilityinfo"><div>
    <i class="icon fa fa-lock fa-fw" aria-hidden="true"></i> ${reason} </div></div>`;

function moduleHtml(module: ModuleModel, course: CourseModel, campus: Campus): string {
  const { cmid, type, restriction, description } = module;
  const name = nameOnPage(module);
  const kind = moduleType(type).plural.he;
  const inside = course.sections.find(
    (section) => section.subsectionOf === module.instance && type === 'subsection',
  );
  return `<li class="activity activity-wrapper ${type} modtype_${type} hasinfo" id="module-${cmid}"
      data-for="cmitem" data-id="${cmid}">
    <div class="activity-item" data-activityname="${attribute(name)}" data-region="activity-card">
      <div class="bulkselect d-none"><input type="checkbox" data-id="${cmid}"><label class="sr-only">${name}</label></div>
      <div class="activity-grid">
        ${inside ? subsection(inside, course, campus) : title(module, name, kind, campus)}
        ${description === null || inside ? '' : `<div class="activity-altcontent text-break"><div class="no-overflow">${description}</div></div>`}
        ${restriction === null ? '' : availability(restriction)}
        ${completion(module)}
      </div>
    </div></li>`;
}

const subsection = (section: SectionModel, course: CourseModel, campus: Campus): string =>
  `<div class="activity-altcontent"><ul>${sectionHtml(section, course, campus)}</ul></div>`;

function title(module: ModuleModel, name: string, kind: string, { world }: Campus): string {
  const { type, cmid, restriction, indent } = module;
  if (moduleType(type).inline) return '';
  const text = `<span class="instancename">${name} <span class="accesshide ">${kind}</span></span>`;
  const address = `${world.siteUrl}/mod/${type}/view.php?id=${cmid}`;
  const link = restriction === null ? `<a href="${address}" class="aalink stretched-link">${text}</a>` : text;
  return `<div class="mod-indent ${indent === 0 ? '' : `mod-indent-${indent}`}"></div>
    <div class="activityiconcontainer"><img src="icon" alt=""></div>
    <div class="activityname">${link}</div>`;
}

const MANUAL = 1;

function completion(module: ModuleModel): string {
  if (module.completion === 0 || module.restriction !== null) return '';
  const done = module.completedAt > 0;
  const inside =
    module.completion === MANUAL
      ? `<button data-action="toggle-manual-completion" data-toggletype="manual:${done ? 'undo' : 'mark-done'}">סימון</button>`
      : `<div class="automatic-completion-conditions" data-region="completionrequirements" role="list">
          <span class="badge ${done ? 'badge-success' : 'badge-light'}" role="listitem">
            <strong>${done ? 'בוצע:' : 'נדרש:'}</strong> <span>${wordOf('completion', 'detail_desc:view')}</span></span></div>`;
  return `<div data-region="completion-info">${inside}</div>`;
}

/** `core_courseformat_get_state`: the same course as a tree. */
export function courseState(course: CourseModel, { world }: Pick<Campus, 'world'>): Record<string, unknown> {
  return {
    course: {
      id: String(course.id),
      numsections: course.sections.length - 1,
      sectionlist: course.sections.map(({ id }) => String(id)),
      editmode: false,
      baseurl: `${world.siteUrl}/course/view.php?id=${course.id}`,
    },
    section: course.sections.map((section) => ({
      id: String(section.id),
      section: section.number,
      number: section.number,
      title: shown(section.name),
      rawtitle: section.name,
      cmlist: listedIn(section).map(({ cmid }) => String(cmid)),
      visible: section.visible,
      hasrestrictions: section.restriction !== null,
    })),
    cm: course.sections.flatMap((section) =>
      listedIn(section).map((module) => cmRow(module, section, world.siteUrl)),
    ),
  };
}

function cmRow(module: ModuleModel, section: SectionModel, siteUrl: string): Record<string, unknown> {
  const { cmid, type, indent, restriction, sectionId } = module;
  const openable = !moduleType(type).inline && type !== 'subsection';
  return {
    id: String(cmid),
    anchor: `module-${cmid}`,
    name: nameOnPage(module),
    visible: true,
    stealth: false,
    sectionid: String(section.id),
    sectionnumber: section.number,
    uservisible: restriction === null,
    hascmrestrictions: restriction !== null,
    modname: moduleType(type).plural.he,
    module: type,
    plugin: `mod_${type}`,
    indent,
    accessvisible: restriction === null,
    ...(openable ? { url: `${siteUrl}/mod/${type}/view.php?id=${cmid}` } : {}),
    istrackeduser: true,
    ...(module.completion === 0 ? {} : { completionstate: module.completedAt > 0 ? 1 : 0 }),
    ...(type === 'subsection' ? { hasdelegatedsection: true, delegatesectionid: String(sectionId) } : {}),
  };
}
