import { Facts } from './facts';
import { activityFacts } from './moodle-activity-facts';
import { announcementFacts, calendarFacts, gradeFacts } from './moodle-coursework-facts';
import { RecordedCourses, type RecordedModule } from './recorded-courses';
import { answerOf, type RecordedStudent } from './recordings';
import { fileFacts, orNone } from './raw-facts';
import type { RawCourse, RawCourseExtras, RawSection } from './raw-moodle';
import { named, readable } from './reading-matter';

/** All that the recordings show of a student's Moodle, read by nothing of Spike's. Times are Unix seconds. */
export function factsOfMoodle(wwwroot: string, student: RecordedStudent): Facts {
  const facts = new Facts();
  const courses = new RecordedCourses(student);
  courseFacts(facts, wwwroot, student, courses);
  for (const [courseId, sections] of courses.sections) sectionFacts(facts, courseId, sections);
  for (const recorded of courses.modules) {
    moduleFacts(facts, recorded);
    activityFacts(facts, recorded, courses);
  }
  gradeFacts(facts, student);
  announcementFacts(facts, wwwroot, student);
  calendarFacts(facts, courses);
  return facts;
}

function courseFacts(
  facts: Facts,
  wwwroot: string,
  student: RecordedStudent,
  courses: RecordedCourses,
): void {
  const extras = answerOf<RawCourseExtras>(student, 'core_course_get_courses_by_field').courses;
  for (const course of answerOf<RawCourse[]>(student, 'core_enrol_get_users_courses')) {
    const extra = extras.find(({ id }) => id === course.id);
    facts.tell('course', course.id, {
      name: named(course.fullname),
      'short name': named(course.shortname),
      favourite: course.isfavourite,
      hidden: course.hidden,
      begins: orNone(course.startdate),
      ends: orNone(course.enddate),
      progress: course.progress,
      address: `${wwwroot}/course/view.php?id=${course.id}`,
      category: named(extra?.categoryname),
      teachers: (extra?.contacts ?? []).map(({ fullname }) => named(fullname)).join(' · '),
      'is listed': true,
      'number of sections': courses.sections.get(course.id)?.length ?? null,
      'number of modules': courses.modules.filter(({ courseId }) => courseId === course.id).length,
    });
  }
}

function sectionFacts(facts: Facts, courseId: number, sections: readonly RawSection[]): void {
  sections.forEach((section, index) =>
    facts.tell('section', section.id, {
      course: courseId,
      name: named(section.name),
      number: section.section,
      order: index,
      summary: readable(section.summary),
      restricted: !section.uservisible,
      'reason of restriction': readable(section.availabilityinfo),
    }),
  );
}

/** Moodle's COMPLETION_INCOMPLETE, _COMPLETE, _COMPLETE_PASS, _COMPLETE_FAIL. */
const COMPLETION = ['incomplete', 'complete', 'passed', 'failed'];
const COMPLETION_MET = [1, 2];

function moduleFacts(facts: Facts, { module, courseId, sectionId, order }: RecordedModule): void {
  const { id: cmid, completiondata: completion, contents = [] } = module;
  const link = module.modname === 'url' ? contents[0] : undefined;
  facts.tell('module', cmid, {
    course: courseId,
    section: sectionId,
    order,
    type: module.modname,
    name: named(module.name),
    address: module.url ?? null,
    'external address': link?.fileurl ?? null,
    indent: module.indent,
    restricted: !module.uservisible,
    'reason of restriction': readable(module.availabilityinfo),
    stealth: module.visibleoncoursepage === 0,
  });
  for (const { dataid, timestamp, label } of module.dates)
    facts.tell('date', `${cmid} ${dataid}`, { at: timestamp, label: named(label) });
  if (completion?.hascompletion)
    facts.tell('completion', cmid, {
      state: COMPLETION[completion.state] ?? null,
      automatic: completion.isautomatic,
      at: orNone(completion.timecompleted),
      conditions: completion.details
        .map(({ rulevalue: { status, description } }) => `${description}=${COMPLETION_MET.includes(status)}`)
        .join(' · '),
    });
  fileFacts(
    facts,
    `module ${cmid}`,
    contents.filter(({ type }) => type === 'file'),
  );
}
