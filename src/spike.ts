import 'reflect-metadata';
import { runCommand } from './cli';

/**
 * The command line for operators: the rooms of a node, asked for one thing.
 *
 *     npm run spike -- doctor
 *     npm run spike -- job show ID --events --json
 */
void runCommand(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
}).then((code) => (process.exitCode = code));
