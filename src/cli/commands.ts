import type { Command } from './command';
import { cleanUp } from './commands/clean-up.command';
import { doctor } from './commands/doctor.command';
import { jobCancel } from './commands/job-cancel.command';
import { jobRerun } from './commands/job-rerun.command';
import { jobShow } from './commands/job-show.command';
import { jobsActive } from './commands/jobs-active.command';
import { migrate } from './commands/migrate.command';
import { probe } from './commands/probe.command';
import { studentErase } from './commands/student-erase.command';

/** All there are, as the help lists them. */
export const COMMANDS: readonly Command[] = [
  doctor,
  jobsActive,
  jobShow,
  jobCancel,
  jobRerun,
  probe,
  migrate,
  cleanUp,
  studentErase,
];
