import { formatPlain, formatSigned } from '../../marks/format';
import type { Side } from '../../state/side.svelte';
import type { Task } from '../../tasks';
import { words } from '../../words/words.svelte';

/** A network's output at a step, (output). */
export function answerAt(output: Float64Array, { outputs }: Side, step: number): Float64Array {
  return output.subarray(step * outputs, (step + 1) * outputs);
}

/** The right answer in words: `+0.80`, `3`. */
export function sayTarget({ output }: Task, target: number): string {
  if (output.kind === 'classes') return output.labels?.[target] ?? String(target);
  return sayNumber(output, target);
}

/** An answer in words: a number, or the most probable class and how probable it is. */
export function sayAnswer({ output }: Task, answer: Float64Array): string {
  if (output.kind === 'number') return sayNumber(output, answer[0]);
  const best = answer.indexOf(Math.max(...answer));
  const label = output.labels?.[best] ?? String(best);
  return words.stack.output.best(label, Math.round(100 * answer[best]));
}

function sayNumber({ min, max }: Task['output'], value: number): string {
  if (min >= 0) return formatPlain(value, max > 20 ? 1 : 2);
  return formatSigned(value);
}
