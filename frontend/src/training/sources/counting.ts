/**
 * Counting: beginnings of words, of one length side by side, of which every other one goes as far as
 * it can. Scored are whole words, by the same n as the bundled models.
 */
import type { Philox } from '../../cells/generator';
import { loadTask, spell, type Sample } from '../../tasks';
import document from '$taskdata/counting.json';
import { SHARE_WHOLLY_RIGHT } from '../measure';
import type { Source } from '../source';

function sample(a: number, b: number): Sample {
  const task = loadTask('counting');
  const x = spell(task, 'a'.repeat(a) + 'b'.repeat(b));
  return { x, target: task.target(x) };
}

export const counting = (): Source => ({
  draw: (draws: Philox, length) => {
    const least = Math.ceil(length / 2);
    const [isFar, any] = [draws.uniform() < 0.5, draws.integer(least, length + 1)];
    const a = isFar ? least : any;
    return sample(a, length - a);
  },
  scored: () => Array.from({ length: document.scored.most }, (_, n) => sample(n + 1, n + 1)),
  measure: SHARE_WHOLLY_RIGHT,
});
