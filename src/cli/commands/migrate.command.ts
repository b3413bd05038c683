import { type Command, EXIT, UsageError } from '../command';
import { table } from '../table';

export const migrate: Command = {
  words: 'migrate',
  usage: '[status]',
  summary: 'bring the schema up to date, under a lock; with `status`, only say what is pending',
  takes: [0, 1],
  async run(spike, { args: [what] }) {
    if (what !== undefined && what !== 'status')
      throw new UsageError('Usage: npm run spike -- migrate [status]');
    const { preparer, status } = await spike.schema();
    if (what === 'status') {
      const state = await status.read();
      const rows = [
        ...state.applied.map((name) => [
          name,
          state.newer.includes(name) ? 'run, by a newer program' : 'run',
        ]),
        ...state.pending.map((name) => [name, 'pending']),
        ['the queue’s own tables', state.queue ? 'there' : 'missing'],
      ];
      const upToDate = state.pending.length === 0 && state.queue;
      return {
        exit: upToDate ? EXIT.ok : EXIT.wrong,
        json: { upToDate, ...state },
        text: table(['migration', 'state'], rows),
      };
    }
    const { applied } = await preparer.prepare();
    const text = applied.length === 0 ? 'The schema is up to date.' : `Run: ${applied.join(', ')}`;
    return { exit: EXIT.ok, json: { applied }, text };
  },
};
