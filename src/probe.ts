import 'reflect-metadata';
import { runCommand } from './cli';

/**
 * The command `probe` by a name of its own. Ends with 0 when students can sign in there, with 1 when they cannot, with 2 when it was asked wrongly.
 *
 *     npm run probe -- https://moodle.example.ac.il
 *     npm run probe -- bgu --json                      an id of UNIVERSITIES_FILE
 */
void runCommand(['probe', ...process.argv.slice(2)], {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
}).then((code) => (process.exitCode = code));
