/** Names: trained on those that are not held out, scored on those that are. */
import type { Philox } from '../../cells/generator';
import { loadTask, spell, type Sample, type Task } from '../../tasks';
import heldOut from '$taskdata/names_held_out.json';
import training from '$taskdata/names_training.json';
import type { Source } from '../source';

const TRAINING = training.names.split(' ');
/** Scored are the held-out names of one length, the commonest: side by side they end together. */
const SCORED_LENGTH = 6;

function sample(task: Task, name: string): Sample {
  const x = spell(task, name);
  return { x, target: task.target(x) };
}

export const NAMES_SOURCE: Source = {
  draw: (draws: Philox, length) => {
    const names = TRAINING.filter((name) => name.length === length);
    return sample(loadTask('names'), names[draws.integer(0, names.length)]!);
  },
  scored: () =>
    heldOut.names
      .split(' ')
      .filter((name) => name.length === SCORED_LENGTH)
      .map((name) => sample(loadTask('names'), name)),
};
