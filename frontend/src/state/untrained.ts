import type { Cell } from '../cells/graph';
import { randomModel, type Model } from '../cells/model';
import type { Choice } from './choice.svelte';

/** The untrained network of what is chosen: of a cell, for the task that another is for. */
export function untrained(
  { hiddenSize, seed, forgetBias }: Pick<Choice, 'hiddenSize' | 'seed' | 'forgetBias'>,
  like: Model,
  cell: Cell,
): Model {
  const isBiased = cell.values.some((value) => cell.words[value]?.role === 'forget');
  return randomModel(like, cell, { hiddenSize, seed, forgetBias: isBiased ? forgetBias : null });
}
