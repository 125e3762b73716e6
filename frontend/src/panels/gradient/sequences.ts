import { mostLags } from '../../state/lags';
import { flatten, type Task } from '../../tasks';

/** How many fixed sequences of a task the figure looks at: the samples of seeds 0, 1, 2, … */
export const SEQUENCES = 32;

/** The sequences, in the task's units, (time, sequence, input), one step longer than the lags. */
export function fixedSequences(task: Task): Float64Array {
  const time = mostLags(task) + 1;
  const width = task.channels.length;
  const x = new Float64Array(time * SEQUENCES * width);
  for (let sequence = 0; sequence < SEQUENCES; sequence++) {
    const own = flatten(task.sample(sequence, time).x);
    for (let k = 0; k < own.length; k++) {
      const step = Math.floor(k / width);
      x[(step * SEQUENCES + sequence) * width + (k % width)] = own[k];
    }
  }
  return x;
}
