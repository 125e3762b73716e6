/** Names: trained on those that are not held out, scored on those that are. */
import type { Philox } from '../../cells/generator';
import { loadTask, spell, type Sample } from '../../tasks';
import heldOut from '$taskdata/names_held_out.json';
import training from '$taskdata/names_training.json';
import { byLength } from '../byLength';
import { CROSS_ENTROPY } from '../measure';
import type { Source } from '../source';

const TRAINING = training.names.split(' ');
const BY_LENGTH = byLength(TRAINING, (name) => name.length);

function any(names: readonly string[], draws: Philox): string {
  return names[draws.integer(0, names.length)]!;
}

function sample(name: string): Sample {
  const task = loadTask('names');
  const x = spell(task, name);
  return { x, target: task.target(x) };
}

export const NAMES_SOURCE: Source = {
  // As often as there are names of a length, so that each name comes as often as any other.
  length: (draws) => any(TRAINING, draws).length,
  draw: (draws, length) => sample(any(BY_LENGTH.get(length)!, draws)),
  scored: () => heldOut.names.split(' ').map(sample),
  measure: CROSS_ENTROPY,
};
