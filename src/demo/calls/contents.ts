import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { iconOf } from '../data/file-types';
import { moduleType } from '../data/module-types';
import { JsonText, phpJson } from '../http/php-json';
import { CourseModel, ModuleModel, SectionModel } from '../model';
import { Call, define, enteredCourse, is45, readableCourse } from './call';
import { completionData } from './completion';
import { workOf, windowOf } from './effective';
import { refusal } from './errors';
import { contentsInfo, contentsOf } from './module-contents';
import { formatName, labelName } from './names';
import { int, list, text } from './parameters';
import { isNamed, isOpen } from './standing';

const OPTIONS = [
  'excludemodules',
  'excludecontents',
  'includestealthmodules',
  'sectionid',
  'sectionnumber',
  'cmid',
  'modname',
  'modid',
] as const;
type Option = (typeof OPTIONS)[number];

const isOption = (name: string): name is Option => OPTIONS.some((each) => each === name);
const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true';

type Row = Record<string, unknown>;
/** What contents depend on besides the course. */
type View = Pick<Call, 'world' | 'settings' | 'now'>;
interface SectionRow extends Row {
  modules: ModuleRow[];
}
interface ModuleRow extends Row {
  id: number;
  modname: string;
}

export const contents = [
  define('core_course_get_contents', {
    parameters: z.strictObject({
      courseid: int,
      options: list(z.strictObject({ name: text, value: text })).default([]),
    }),
    async answer({ courseid, options }, call) {
      const wanted = readOptions(options);
      // The front page is a course too, and an empty one.
      if (courseid === 1) return [];
      const course = readableCourse(courseid, call);
      if (course.contentsDelayMs > 0) await sleep(course.contentsDelayMs, undefined, { ref: false });
      if (wanted.size > 0) return narrowed(courseRows(course, call), wanted);
      return preparedContents(course, call);
    },
  }),
  define('core_course_get_course_module', {
    parameters: z.strictObject({ cmid: int }),
    courses: ({ cmid }, call) => [call.world.byCmid(cmid)?.course.id ?? 0],
    answer({ cmid }, call) {
      const placed = call.world.byCmid(cmid);
      if (placed === undefined) throw refusal('invalidrecordunknown');
      const { course, section, module } = placed;
      if (module.deleting) throw refusal('activityisscheduledfordeletion');
      enteredCourse(course.id, call);
      if (!isOpen(section, module)) throw refusal('requireloginerror');
      return {
        cm: {
          id: module.cmid,
          course: course.id,
          module: 1,
          name: nameOf(module, call),
          modname: module.type,
          instance: module.instance,
          section: section.id,
          sectionnum: section.number,
          groupmode: 0,
          groupingid: 0,
          completion: module.completion,
          downloadcontent: 1,
        },
        warnings: [],
      };
    },
  }),
];

function readOptions(options: { name: string; value: string }[]): Map<Option, string> {
  const wanted = new Map<Option, string>();
  for (const { name, value } of options) {
    if (!isOption(name)) throw refusal('errorinvalidparam', name);
    wanted.set(name, value);
  }
  return wanted;
}

function narrowed(rows: SectionRow[], wanted: Map<Option, string>): SectionRow[] {
  const numbered = (option: Option, value: unknown): boolean =>
    !wanted.has(option) || String(value) === wanted.get(option);
  const cmid = wanted.get('cmid');
  return rows
    .filter((row) => numbered('sectionid', row.id) && numbered('sectionnumber', row.section))
    .map((row) => ({
      ...row,
      modules: isTrue(wanted.get('excludemodules'))
        ? []
        : row.modules
            .filter(
              (module) =>
                (cmid === undefined || String(module.id) === cmid) &&
                numbered('modname', module.modname) &&
                numbered('modid', module.instance),
            )
            .map((module) =>
              isTrue(wanted.get('excludecontents')) && 'contents' in module
                ? { ...module, contents: [] }
                : module,
            ),
    }))
    .filter((row) => cmid === undefined || row.modules.length > 0);
}

/** The whole of a course as JSON, made once for each way of showing names. */
export function preparedContents(course: CourseModel, view: View): JsonText {
  const { filter, raw, lang } = view.settings;
  return view.world.replyOf(course, `contents ${filter} ${raw} ${lang}`, () => courseRows(course, view));
}

function courseRows(course: CourseModel, call: View): SectionRow[] {
  return course.sections.map((section) => sectionRow(course, section, call));
}

function sectionRow(course: CourseModel, section: SectionModel, call: View): SectionRow {
  const open = section.visible && section.restriction === null;
  return {
    id: section.id,
    name: formatName(section.name, call.settings),
    visible: section.visible ? 1 : 0,
    summary: section.summary,
    summaryformat: 1,
    section: section.number,
    hiddenbynumsections: 0,
    uservisible: open,
    ...(section.restriction === null ? {} : { availabilityinfo: section.restriction }),
    ...(is45(call)
      ? {
          component: section.subsectionOf === null ? null : 'mod_subsection',
          itemid: section.subsectionOf,
        }
      : {}),
    modules: open ? section.modules.filter(isNamed).map((module) => moduleRow(course, module, call)) : [],
  };
}

export function nameOf(module: ModuleModel, call: View): string {
  return module.type === 'label'
    ? labelName(module.description ?? '')
    : formatName(module.name, call.settings);
}

function moduleRow(course: CourseModel, module: ModuleModel, call: View): ModuleRow {
  const type = moduleType(module.type);
  const { siteUrl } = call.world;
  const name = nameOf(module, call);
  const lang = course.lang === 'en' ? 'en' : call.settings.lang;
  const open = module.restriction === null;
  const rows = open && type.listsFiles ? contentsOf(module, name, siteUrl) : null;
  const icon =
    module.type === 'resource'
      ? `core/1/f/${iconOf(module.files[0]?.name ?? '')}`
      : `${module.type}/1/monologo`;
  const openable = !type.inline && module.type !== 'subsection';
  return {
    id: module.cmid,
    ...(openable ? { url: `${siteUrl}/mod/${module.type}/view.php?id=${module.cmid}` } : {}),
    name,
    instance: module.instance,
    contextid: module.contextId,
    ...(module.description === null
      ? {}
      : { description: `<div class="no-overflow">${module.description}</div>` }),
    visible: 1,
    uservisible: open,
    ...(open ? {} : { availabilityinfo: module.restriction }),
    visibleoncoursepage: module.stealth ? 0 : 1,
    modicon: `${siteUrl}/theme/image.php/boost/${icon}?filtericon=1`,
    modname: module.type,
    ...(is45(call) ? { purpose: type.purpose, branded: type.branded ?? false } : {}),
    modplural: type.plural[lang],
    indent: module.indent,
    onclick: '',
    afterlink: null,
    ...(is45(call) && type.badge ? { activitybadge: [] } : {}),
    customdata: phpJson(customData(module)),
    noviewlink: type.inline ?? false,
    completion: module.completion,
    ...(module.completion === 0 ? {} : { completiondata: completionData(module) }),
    downloadcontent: 1,
    dates: datesOf(module, lang, call.now),
    ...(is45(call) ? { groupmode: 0 } : {}),
    ...(rows === null ? {} : { contents: rows, contentsinfo: contentsInfo(rows) }),
  };
}

/** What each kind keeps beside itself for its own page; JSON inside JSON, and an empty string when nothing. */
function customData(module: ModuleModel): unknown {
  const assignment = workOf(module);
  if (module.type === 'resource') return { filtericon: true, display: 5 };
  if (module.type === 'url') return { display: 4, filtericon: true };
  if (module.type === 'forum') return { trackingtype: '1' };
  if (module.type === 'subsection') return { sectionid: String(module.sectionId) };
  if (assignment?.due) return { duedate: String(assignment.due) };
  const window = windowOf(module);
  if (window.opens || window.closes)
    return { timeopen: String(window.opens), timeclose: String(window.closes) };
  return '';
}

const LABELS = {
  he: { opens: 'נפתח:', opened: 'נפתח:', due: 'מסתיים:', closes: 'מסתיים:', closed: 'מסתיים:' },
  en: { opens: 'Opens:', opened: 'Opened:', due: 'Due:', closes: 'Closes:', closed: 'Closed:' },
} as const;

function datesOf(module: ModuleModel, lang: 'he' | 'en', now: number): Row[] {
  const assignment = workOf(module);
  const labels = LABELS[lang];
  const row = (timestamp: number, dataid: string, label: string): Row[] =>
    timestamp === 0 ? [] : [{ label, timestamp, dataid }];
  const opening = (at: number): string => (at > now ? labels.opens : labels.opened);
  if (assignment) {
    return [
      ...row(assignment.opens, 'allowsubmissionsfromdate', opening(assignment.opens)),
      ...row(assignment.due, 'duedate', labels.due),
    ];
  }
  const window = windowOf(module);
  return [
    ...row(window.opens, 'timeopen', opening(window.opens)),
    ...row(window.closes, 'timeclose', window.closes > now ? labels.closes : labels.closed),
  ];
}
