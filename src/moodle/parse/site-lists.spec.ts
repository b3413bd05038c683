import { parseEvents } from './calendar';
import { parseCourseExtras } from './course-extras';
import { parsePages } from './pages';

const invalid = expect.objectContaining({ code: 'moodle.invalid-response' });

describe('parseEvents', () => {
  const event = (over: object = {}) => ({
    id: 30,
    name: 'מבחן סופי מועד א',
    description: '<p>אולם סמולרש</p>',
    courseid: 2,
    modulename: null,
    instance: null,
    eventtype: 'course',
    timestart: 1801551600,
    timeduration: 10800,
    timemodified: 1795435172,
    ...over,
  });
  const STUDENT = 3;
  const read = (...events: unknown[]) => parseEvents({ events, warnings: [] }, STUDENT);

  it('reads an exam', () => {
    expect(read(event()).value).toEqual([
      {
        id: 30,
        courseId: 2,
        type: 'course',
        name: 'מבחן סופי מועד א',
        description: 'אולם סמולרש',
        startsAt: 1801551600,
        duration: 10800,
        activityType: null,
        instance: null,
        override: false,
        modifiedAt: 1795435172,
      },
    ]);
  });

  it.each([
    [0, null],
    [1, null],
    [null, null],
    ['7', 7],
  ])('takes course id %j for %j', (courseid, courseId) =>
    expect(read(event({ courseid })).value).toMatchObject([{ courseId }]),
  );

  it('names the activity behind an event, and drops one without a time', () => {
    const close = event({ modulename: 'quiz', instance: '3', eventtype: 'close' });
    expect(read(close, event({ timestart: null }))).toMatchObject({
      value: [{ type: 'close', activityType: 'quiz', instance: 3 }],
      dropped: 1,
    });
  });

  it.each([
    [{ modulename: 'assign', eventtype: 'due', userid: STUDENT }, true],
    [{ modulename: 'quiz', eventtype: 'close', userid: '3' }, true],
    [{ modulename: 'quiz', eventtype: 'open', userid: 11, groupid: 8 }, true],
    [{ modulename: 'lesson', eventtype: 'close', userid: 11, groupid: 8 }, true],
    // the activity's own, which carries whoever saved it
    [{ modulename: 'assign', eventtype: 'due', userid: 11, groupid: null }, false],
    [{ modulename: 'assign', eventtype: 'due', userid: 11, groupid: 0 }, false],
    // an extension stands beside the activity's own event and moves nothing in it
    [{ modulename: 'assign', eventtype: 'extension', userid: STUDENT }, false],
    [{ modulename: 'assign', eventtype: 'gradingdue', userid: STUDENT }, false],
    // no dates of these are moved for one student
    [{ modulename: 'choice', eventtype: 'close', userid: STUDENT }, false],
    [{ modulename: null, eventtype: 'group', groupid: 8 }, false],
    [{ modulename: null, eventtype: 'user', userid: STUDENT }, false],
  ])('of %j says that it is an override: %j', (over, override) =>
    expect(read(event(over)).value).toMatchObject([{ override }]),
  );

  it('refuses what is no object', () => expect(() => parseEvents(null, STUDENT)).toThrow(invalid));
});

describe('parseCourseExtras', () => {
  it('reads category and teachers', () => {
    const courses = [
      {
        id: 5,
        categoryid: 3,
        categoryname: 'מדעי הטבע &amp; החיים',
        contacts: [{ id: 11, fullname: 'ד&quot;ר אבי' }, { id: 12 }],
      },
      { id: 6 },
      { categoryname: 'x' },
    ];
    expect(parseCourseExtras({ courses })).toMatchObject({
      value: [
        { id: 5, categoryId: 3, categoryName: 'מדעי הטבע & החיים', teachers: ['ד"ר אבי'] },
        { id: 6, categoryId: null, categoryName: null, teachers: [] },
      ],
      dropped: 1,
    });
  });

  it('refuses what is no object', () => expect(() => parseCourseExtras([])).toThrow(invalid));
});

describe('parsePages', () => {
  it('reads the text of a page', () => {
    const page = {
      id: 1,
      coursemodule: 103,
      course: 2,
      content: '<h3>שלבים</h3><p>הורידו</p>',
      timemodified: 7,
    };
    expect(parsePages({ pages: [page, { id: 2 }] })).toMatchObject({
      value: [{ id: 1, cmid: 103, courseId: 2, text: 'שלבים\n\nהורידו', modifiedAt: 7 }],
      dropped: 1,
    });
  });

  it('refuses what is no object', () => expect(() => parsePages(3)).toThrow(invalid));
});
