import type { TrainingRecord } from '../../cells/record';
import type { Diverged } from '../../training/protocol';
import type { Recipe } from '../../training/recipe';
import { MOST_RISE } from '../../training/watch';
import type { Task } from '../../tasks';

/** What training does, in words. */
export function describeTraining(
  { title, trainedOn }: Task,
  recipe: Recipe,
  bundled: TrainingRecord | null,
): string {
  const { optimiser, rate, clip, batch } = recipe;
  const [shortest, longest] = trainedOn;
  const steps = shortest === longest ? `${longest}` : `${shortest} to ${longest}`;
  return (
    `At each step all three see the same ${batch} sequences of “${title}” (${steps} steps long), ` +
    'drawn anew. The gradient of the loss, through all steps of the sequences, is shortened to ' +
    `a length of ${clip} where it is longer; then ${optimiser} moves the weights at the learning ` +
    `rate ${rate}, which stays as it is.${describeBundled(bundled)}`
  );
}

/** How that differs from the training of the networks that come with the page. */
function describeBundled(record: TrainingRecord | null): string {
  if (!record) return '';
  const noise = record.gate_noise
    ? ', and there was noise on the gates, which makes them decide'
    : '';
  return (
    ` For the networks that come with the page it fell to zero over ${formatCount(record.steps)} ` +
    `steps${noise}.`
  );
}

/** What happened to a network whose loss got out of hand. */
export function describeDivergence(title: string, { step, goodStep }: Diverged): string {
  return (
    `The ${title} diverged at step ${step}: its loss rose above ${MOST_RISE} times what it began ` +
    `with, or was no number any more. Its weights are again those before step ${goodStep}.`
  );
}

/** What to try then. */
export const AFTER_DIVERGENCE =
  'What has diverged trains no further in this run. Try a lower learning rate, or clip gradients at a ' +
  'smaller length, and train again.';

const COUNT = new Intl.NumberFormat('en-GB');

/** A whole number with its thousands apart: `12,800`. */
export function formatCount(count: number): string {
  return COUNT.format(count);
}
