import { z } from 'zod';
import { FACULTIES } from '../data/faculties';
import { CourseModel } from '../model';
import { Call, courseName, define, is45 } from './call';
import { refusal } from './errors';
import { courseImageArea, fileRow, fileUrl } from './file-rows';
import { bool, int, list, none, text } from './parameters';
import { isNamed } from './standing';

type Row = Record<string, unknown>;

const overviewFiles = (course: CourseModel, call: Call): Row[] => {
  if (course.image === null) return [];
  const { isexternalfile: _, ...row } = fileRow(
    call.world.siteUrl,
    courseImageArea(course),
    course.image,
    false,
  );
  return [row];
};

const isCompletionTracked = (course: CourseModel): boolean =>
  course.sections.some((section) => section.modules.some((module) => module.completion > 0));

/** Percent of the tracked activities done, null when nothing is tracked. */
export function progressOf(course: CourseModel): number | null {
  const tracked = course.sections
    .flatMap((section) => section.modules)
    .filter((module) => module.completion > 0 && isNamed(module));
  if (tracked.length === 0) return null;
  return (tracked.filter((module) => module.completedAt > 0).length / tracked.length) * 100;
}

const SVG =
  'PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHdpZHRoPSI4IiBoZWlnaHQ9IjgiPjxyZWN0IHdpZHRoPSI4IiBoZWlnaHQ9IjgiIGZpbGw9IiM2MDllYzQiLz48L3N2Zz4=';

function sessionImage(course: CourseModel, call: Call): string {
  const { siteUrl } = call.world;
  if (course.image === null)
    return `${siteUrl}/pluginfile.php/${course.contextId}/course/generated/course.svg`;
  return fileUrl(siteUrl, courseImageArea(course), '/', course.image.name).replace('/webservice/', '/');
}

function enrolledRow(course: CourseModel, call: Call, withCount: boolean): Row {
  const tracked = isCompletionTracked(course);
  return {
    id: course.id,
    shortname: course.shortname,
    fullname: courseName(course, call),
    displayname: courseName(course, call),
    ...(withCount ? { enrolledusercount: course.enrolledCount } : {}),
    idnumber: course.idnumber,
    visible: 1,
    summary: course.summary,
    summaryformat: 1,
    format: course.format,
    ...(is45(call) ? { courseimage: sessionImage(course, call) } : {}),
    showgrades: true,
    lang: course.lang,
    enablecompletion: tracked,
    completionhascriteria: false,
    completionusertracked: tracked,
    category: course.categoryId,
    progress: progressOf(course),
    completed: tracked ? false : null,
    startdate: course.starts,
    enddate: course.ends,
    marker: 0,
    lastaccess: course.lastAccess,
    isfavourite: course.favourite,
    hidden: course.hiddenByStudent,
    overviewfiles: overviewFiles(course, call),
    showactivitydates: false,
    showcompletionconditions: tracked ? true : null,
    timemodified: course.modified,
  };
}

/** A course as the dashboard and the calendar show it; whole SVG images travel inside the dashboard's. */
export function summaryRow(course: CourseModel, call: Call, image: 'inline' | 'address'): Row {
  const progress = progressOf(course);
  return {
    id: course.id,
    fullname: courseName(course, call),
    shortname: course.shortname,
    idnumber: course.idnumber,
    summary: course.summary,
    summaryformat: 1,
    startdate: course.starts,
    enddate: course.ends,
    visible: true,
    showactivitydates: false,
    showcompletionconditions: progress === null ? null : true,
    ...(is45(call) ? { pdfexportfont: '' } : {}),
    fullnamedisplay: courseName(course, call),
    viewurl: `${call.world.siteUrl}/course/view.php?id=${course.id}`,
    courseimage:
      image === 'inline' && course.image === null
        ? `data:image/svg+xml;base64,${SVG}`
        : sessionImage(course, call),
    progress: Math.floor(progress ?? 0),
    hasprogress: progress !== null,
    isfavourite: course.favourite,
    hidden: course.hiddenByStudent,
    showshortname: false,
    coursecategory: FACULTIES.find((faculty) => faculty.id === course.categoryId)?.name ?? '',
  };
}

const CLASSES: Record<string, (course: CourseModel, now: number) => boolean> = {
  all: (course) => !course.hiddenByStudent,
  allincludinghidden: () => true,
  hidden: (course) => course.hiddenByStudent,
  favourites: (course) => course.favourite && !course.hiddenByStudent,
  inprogress: (course, now) =>
    !course.hiddenByStudent && course.starts <= now && (course.ends === 0 || course.ends >= now),
  future: (course, now) => !course.hiddenByStudent && course.starts > now,
  past: (course, now) => !course.hiddenByStudent && course.ends !== 0 && course.ends < now,
};

export const courses = [
  define('core_enrol_get_users_courses', {
    parameters: z.strictObject({ userid: int, returnusercount: bool.default(true) }),
    answer({ userid, returnusercount }, call) {
      const other = call.world.students.find((student) => student.id === userid);
      if (other === undefined) return [];
      return call.world
        .readableCoursesOf(call.student)
        .filter((course) => other.courseIds.includes(course.id))
        .map((course) => enrolledRow(course, call, returnusercount));
    },
  }),
  define('core_course_get_enrolled_courses_by_timeline_classification', {
    parameters: z.strictObject({
      classification: z.enum([
        'all',
        'allincludinghidden',
        'hidden',
        'favourites',
        'inprogress',
        'future',
        'past',
      ]),
      limit: int.default(0),
      offset: int.default(0),
      sort: text.optional(),
      customfieldname: text.optional(),
      customfieldvalue: text.optional(),
      searchvalue: text.optional(),
    }),
    answer({ classification, limit, offset }, call) {
      const belongs = CLASSES[classification] ?? (() => false);
      const all = call.world.readableCoursesOf(call.student).filter((course) => belongs(course, call.now));
      const shown = all.slice(offset, limit === 0 ? undefined : offset + limit);
      return {
        courses: shown.map((course) => summaryRow(course, call, 'inline')),
        nextoffset: offset + shown.length,
      };
    },
  }),
  define('core_course_get_recent_courses', {
    parameters: z.strictObject({
      userid: int.optional(),
      limit: int.default(0),
      offset: int.default(0),
      sort: text.optional(),
    }),
    answer: ({ limit, offset }, call) =>
      call.world
        .readableCoursesOf(call.student)
        .filter((course) => course.lastAccess !== null)
        .sort((a, b) => (b.lastAccess ?? 0) - (a.lastAccess ?? 0))
        .slice(offset, limit === 0 ? undefined : offset + limit)
        .map((course) => ({ ...summaryRow(course, call, 'inline'), timeaccess: course.lastAccess })),
  }),
  define('core_course_get_categories', {
    parameters: z.strictObject({
      criteria: list(z.strictObject({ key: text, value: text })).optional(),
      addsubcategories: bool.optional(),
    }),
    answer: (_, call) =>
      FACULTIES.map(({ id, name }) => ({
        id,
        name,
        description: '',
        descriptionformat: 1,
        parent: 0,
        sortorder: id * 10_000,
        coursecount: call.world.coursesOf(call.student).filter((course) => course.categoryId === id).length,
        depth: 1,
        path: `/${id}`,
      })),
  }),
  define('core_course_get_courses_by_field', {
    // Others than these find no course of a student here.
    parameters: z.strictObject({ field: z.enum(['id', 'ids', '']).default(''), value: text.default('') }),
    courses: ({ value }) => value.split(',').map(Number),
    answer({ field, value }, call) {
      const wanted = new Set(value.split(',').map(Number));
      const shown = call.world
        .readableCoursesOf(call.student)
        .filter(({ id }) => field === '' || wanted.has(id));
      return { courses: shown.map((course) => catalogueRow(course, call)), warnings: [] };
    },
  }),
  define('core_course_get_courses', {
    parameters: z.union([none, z.strictObject({ options: z.unknown() })]),
    answer: (_, call) => coursesRefused(call),
  }),
];

const newsItems = (course: CourseModel): number =>
  course.sections.some(({ modules }) => modules.some(({ forum }) => forum?.kind === 'news')) ? 5 : 0;

/** A course as the site's catalogue shows it: with its category and its teachers. */
function catalogueRow(course: CourseModel, call: Call): Row {
  const tracked = isCompletionTracked(course);
  return {
    id: course.id,
    fullname: courseName(course, call),
    displayname: courseName(course, call),
    shortname: course.shortname,
    ...(is45(call) ? { courseimage: sessionImage(course, call) } : {}),
    categoryid: course.categoryId,
    categoryname: FACULTIES.find((faculty) => faculty.id === course.categoryId)?.name ?? '',
    sortorder: course.categoryId * 10_000 + course.id,
    summary: course.summary,
    summaryformat: 1,
    summaryfiles: [],
    overviewfiles: overviewFiles(course, call),
    showactivitydates: false,
    showcompletionconditions: tracked ? true : null,
    contacts: [{ id: course.lecturer.id, fullname: course.lecturer.name }],
    enrollmentmethods: ['manual'],
    format: course.format,
    showgrades: 1,
    newsitems: newsItems(course),
    startdate: course.starts,
    enddate: course.ends,
    maxbytes: 0,
    showreports: 0,
    visible: 1,
    groupmode: 0,
    groupmodeforce: 0,
    defaultgroupingid: 0,
    enablecompletion: tracked ? 1 : 0,
    completionnotify: 0,
    lang: course.lang,
    theme: '',
    marker: 0,
    filters: [],
    courseformatoptions: [
      { name: 'hiddensections', value: 1 },
      { name: 'coursedisplay', value: 0 },
    ],
  };
}

function coursesRefused(_call: Call): never {
  throw refusal('nopermissions', 'צפייה בקורסים ללא השתתפות');
}
