import type { Moment } from '../support/database-cable';

/** Where in a job something strikes. `gate`: while a course's request stands at Moodle; else at a moment of the talk with the database. */
export interface Place {
  readonly name: string;
  readonly moment: Moment | 'gate';
  /** The job is over when it strikes: it goes on nowhere. */
  readonly over?: boolean;
}

const event = (type: string, status: string): readonly string[] => [`"type":"${type}","status":"${status}"`];

interface Step {
  readonly name: string;
  readonly texts: readonly string[];
  readonly nth?: number;
}

/** Everything a job does that others can see, in the order of SPEC.md's table. */
const STEPS: readonly Step[] = [
  { name: 'claim', texts: ['attempt = attempt + 1'] },
  { name: 'starting', texts: event('job.started', 'starting') },
  { name: 'creating_tables', texts: event('stage.started', 'creating_tables') },
  { name: 'fetching_courses', texts: event('stage.started', 'fetching_courses') },
  { name: 'the list of courses', texts: event('courses.listed', 'fetching_courses') },
  { name: 'analyzing_content', texts: event('stage.started', 'analyzing_content') },
  // The list and the teachers' names are stored before it.
  { name: 'a course is stored', texts: ['FOR KEY SHARE', 'COMMIT'], nth: 4 },
  { name: 'a course is told', texts: event('course.read', 'analyzing_content') },
  { name: 'the third course is told', texts: event('course.read', 'analyzing_content'), nth: 3 },
  { name: 'classifying_data', texts: event('stage.started', 'classifying_data') },
  { name: 'saving_to_database', texts: event('stage.started', 'saving_to_database') },
  { name: 'the calendar is stored', texts: ['INSERT INTO library_events', 'COMMIT'] },
];

const END: Step = { name: 'completed', texts: event('job.completed', 'completed') };

const before = ({ name, ...step }: Step): Place => ({
  name: `before ${name}`,
  moment: { ...step, when: 'before' },
});
const after = ({ name, ...step }: Step): Place => ({
  name: `after ${name}`,
  moment: { ...step, when: 'after' },
});

/** Both sides of every boundary, and the midst of a request to Moodle. */
export const PLACES: readonly Place[] = [
  ...STEPS.flatMap((step) => [before(step), after(step)]),
  before(END),
  { ...after(END), over: true },
];

export const MID_REQUEST: Place = { name: 'in the midst of a request to Moodle', moment: 'gate' };
