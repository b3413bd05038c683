import { CleanUp } from '../../operations';
import { type Command, EXIT } from '../command';
import { table } from '../table';

export const cleanUp: Command = {
  words: 'clean-up',
  usage: '',
  summary: 'remove now what the hourly round would remove',
  takes: [0, 0],
  async run(spike) {
    const removed = await (await spike.app()).get(CleanUp, { strict: false }).run();
    return { exit: EXIT.ok, json: { removed }, text: table(['what', 'removed'], Object.entries(removed)) };
  },
};
