import type { DemoUniversity } from '../../src/demo';
import { Faults, type Passing } from '../../src/demo/state/faults';

export interface MoodleCall extends Passing {
  /** On the clock of `performance.now()`. */
  readonly at: number;
}

/** One function answers with many others' answers. */
const ENVELOPE = 'tool_mobile_call_external_functions';

/** Writes down every function that is called at the demo universities of this process, and about which courses. */
export class MoodleCalls {
  private calls: MoodleCall[] = [];
  private readonly original = Faults.prototype.pass;

  start(): void {
    const { original } = this;
    const note = (call: MoodleCall): void => void this.calls.push(call);
    Faults.prototype.pass = function (this: Faults, passing) {
      if (passing.fn !== ENVELOPE) note({ ...passing, at: performance.now() });
      return original.call(this, passing);
    };
  }

  forget(): void {
    this.calls = [];
  }

  of(username: string): readonly MoodleCall[] {
    return this.calls.filter((call) => call.username === username);
  }

  stop(): void {
    Faults.prototype.pass = this.original;
  }
}

/** A call that opens a run, or concerns all courses; the others concern one. */
export const isAboutOneCourse = ({ courses }: MoodleCall): boolean => courses.length === 1;

/** One teacher's and one student's week: the same changes each time, there and back, dated as if they were made at one moment. */
export function turnThePage(demo: DemoUniversity, username: string, page: 0 | 1): void {
  const { control } = demo;
  for (const course of control.coursesOf(username)) {
    const modules = course.sections.flatMap((section) => section.modules);
    const [first, second] = modules.filter(({ assignment }) => assignment === null);
    const [work] = modules.filter(({ assignment }) => assignment !== null);
    if (first)
      control.renameModule(
        first.cmid,
        `${first.name.replace(/ \(מתוקן\)$/, '')}${page === 1 ? ' (מתוקן)' : ''}`,
      );
    if (second) {
      if (page === 1) control.hideModule(second.cmid);
      else control.showModule(second.cmid);
    }
    const due = work?.assignment?.due ?? 0;
    if (work && due > 0) control.setDueDate(work.cmid, page === 1 ? due + DAY_S : due - DAY_S);
  }
}

const DAY_S = 24 * 3600;
