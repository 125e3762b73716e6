import type { TrainingRecord } from '../../cells/record';
import type { Diverged } from '../../training/protocol';
import type { Recipe } from '../../training/recipe';
import { MOST_RISE } from '../../training/watch';
import type { Task } from '../../tasks';
import { words } from '../../words/words.svelte';

/** What training does, in words. */
export function describeTraining(
  { title, trainedOn }: Task,
  recipe: Recipe,
  bundled: TrainingRecord | null,
): string {
  const { optimiser, rate, clip, batch } = recipe;
  const steps = words.training.lengths(...trainedOn);
  const said = words.training.describe({ task: title, steps, batch, clip, optimiser, rate });
  return said + describeBundled(bundled);
}

/** How that differs from the training of the networks that come with the page. */
function describeBundled(record: TrainingRecord | null): string {
  if (!record) return '';
  const { bundled, bundledWithNoise, count } = words.training;
  return (record.gate_noise ? bundledWithNoise : bundled)(count(record.steps));
}

/** What happened to a network whose loss got out of hand. */
export function describeDivergence(title: string, { step, goodStep }: Diverged): string {
  return words.training.diverged(title, step, MOST_RISE, goodStep);
}
