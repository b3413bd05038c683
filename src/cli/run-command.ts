import { parseArgs } from 'node:util';
import { loadSettings, SettingsError } from '../config';
import { AppError, toAppError } from '../errors';
import { UniversityFileError } from '../universities';
import { type Command, EXIT, type ExitCode, type Input, NotDone, Unreachable, UsageError } from './command';
import { COMMANDS } from './commands';
import { openSpike } from './open-spike';

export interface Surroundings {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** The process's own where it is not given. */
  readonly env?: NodeJS.ProcessEnv;
}

/** What is said of something that was not done. */
interface Refusal {
  readonly exit: ExitCode;
  readonly code: string;
  readonly message: string;
}

/** Runs what stands on the command line; answers with the code to end with. */
export async function runCommand(
  argv: readonly string[],
  { out, err, env }: Surroundings,
): Promise<ExitCode> {
  const asJson = argv.includes('--json');
  try {
    if (argv.length === 0 || argv.includes('--help')) {
      out(`${HELP}\n`);
      return argv.length === 0 ? EXIT.usage : EXIT.ok;
    }
    const { command, input } = read(argv);
    const { spike, close } = openSpike(loadSettings(env));
    try {
      const { exit, json, text } = await command.run(spike, input);
      out(`${asJson ? JSON.stringify(json, null, 2) : text}\n`);
      return exit;
    } finally {
      await close();
    }
  } catch (error) {
    const { exit, code, message } = refusalOf(error);
    if (asJson) out(`${JSON.stringify({ error: { code, message } }, null, 2)}\n`);
    err(`${message}\n`);
    return exit;
  }
}

const HELP = [
  'Usage: npm run spike -- COMMAND [--json]',
  '',
  ...COMMANDS.map(({ words, usage, summary }) => `  ${`${words} ${usage}`.trimEnd().padEnd(36)}  ${summary}`),
  '',
  'It reads the same environment as a node. Ends with 0 when all is well, 1 when something is wrong or not found,',
  '2 when it was asked wrongly, 3 when the database is not reached.',
].join('\n');

function read(argv: readonly string[]): { readonly command: Command; readonly input: Input } {
  const words = argv.filter((each) => !each.startsWith('-'));
  const command = COMMANDS.find((each) => each.words.split(' ').every((word, n) => words[n] === word));
  if (!command) throw new UsageError(`There is no such command.\n\n${HELP}`);
  const usage = `Usage: npm run spike -- ${command.words} ${command.usage}`.trimEnd();
  const { values, positionals } = parsed(argv, command, usage);
  const args = positionals.slice(command.words.split(' ').length);
  const [least, most] = command.takes;
  if (args.length < least || args.length > most) throw new UsageError(usage);
  return { command, input: { args, options: values } };
}

function parsed(argv: readonly string[], { options }: Command, usage: string) {
  try {
    return parseArgs({
      args: [...argv],
      options: { ...options, json: { type: 'boolean' } },
      allowPositionals: true,
    });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof UsageError) return { exit: EXIT.usage, code: 'usage', message: error.message };
  if (error instanceof SettingsError || error instanceof UniversityFileError)
    return { exit: EXIT.usage, code: error.code, message: error.message };
  if (error instanceof Unreachable)
    return { exit: EXIT.unreachable, code: error.code, message: error.message };
  if (error instanceof NotDone) return { exit: EXIT.wrong, code: error.code, message: error.message };
  const known = toAppError(error);
  const exit = known.code === 'database.unavailable' ? EXIT.unreachable : EXIT.wrong;
  if (error instanceof AppError || exit === EXIT.unreachable)
    return { exit, code: known.code, message: known.message };
  // A fault of Spike: its stack names places in the program, and no value.
  const stack = error instanceof Error ? (error.stack ?? error.message) : 'an unknown fault';
  return { exit, code: known.code, message: stack };
}
