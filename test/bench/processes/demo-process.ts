import { startDemoUniversity } from '../../../src/demo';

/** A demo Moodle in a process of its own, as far away as asked for; it tells what it saw. */
export interface DemoProcessOptions {
  readonly students: number;
  readonly coursesEach: number;
  /** Different courses; students share them, as they do at a university. */
  readonly courses: number;
  readonly modulesPerCourse: number;
  readonly latencyMs: number;
}

export interface DemoFigures {
  readonly maxInFlight: number;
  /** Of which the next figure is; the university remembers no more than its newest. */
  readonly requests: number;
  readonly cpuSeconds: number;
  /** Of the newest requests, from the first byte to the last, ms. */
  readonly meanMs: number;
}

export const PASSWORD = 'demo1234';
export const usernameOf = (n: number): string => `crowd${n}`;

async function serve(options: DemoProcessOptions): Promise<void> {
  const { students, coursesEach, courses, modulesPerCourse, latencyMs } = options;
  const demo = await startDemoUniversity({ latencyMs });
  demo.control.clearFaults();
  demo.control.addStudent({ username: 'teacher', courses, modulesPerCourse, assignmentsPerCourse: 1 });
  const ids = demo.control.coursesOf('teacher').map(({ id }) => id);
  for (let n = 0; n < students; n += 1) {
    demo.control.addStudent({ username: usernameOf(n), password: PASSWORD, courses: 0, modulesPerCourse: 0 });
    for (let c = 0; c < coursesEach; c += 1)
      demo.control.enrol(usernameOf(n), ids[(n * coursesEach + c) % ids.length] ?? 0);
  }
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    const figures: DemoFigures = {
      maxInFlight: demo.control.maxInFlight,
      requests: demo.requests.length,
      cpuSeconds: (user + system) / 1e6,
      meanMs: demo.requests.reduce((sum, { ms }) => sum + ms, 0) / Math.max(demo.requests.length, 1),
    };
    process.send?.(figures);
  });
  process.send?.({ url: demo.url });
}

if (require.main === module) void serve(JSON.parse(process.argv[2] ?? '{}') as DemoProcessOptions);
