/** Names: trained on those that are not held out, scored on those that are. */
import type { Philox } from '../../cells/generator';
import { heldOut, lazily, loadTask, spell, type Sample } from '../../tasks';
import { byLength } from '../byLength';
import { given, type Examples } from '../examples';
import { CROSS_ENTROPY } from '../measure';
import type { Source } from '../source';

function any(names: readonly string[], draws: Philox): string {
  return names[draws.integer(0, names.length)]!;
}

function sample(name: string): Sample {
  const task = loadTask('names');
  const x = spell(task, name);
  return { x, target: task.target(x) };
}

export function names(examples: Examples): Source {
  const lists = lazily(() => {
    const all = given(examples.names).names.split(' ');
    return { all, ofLength: byLength(all, (name) => name.length) };
  });
  return {
    // As often as there are names of a length, so that each name comes as often as any other.
    length: (draws) => any(lists().all, draws).length,
    draw: (draws, length) => sample(any(lists().ofLength.get(length)!, draws)),
    scored: () => heldOut().names.names.split(' ').map(sample),
    measure: CROSS_ENTROPY,
  };
}
