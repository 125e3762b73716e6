export type Reset = 'before' | 'after';
export type SenseOfZ = 'new' | 'old';

/** What is chosen to begin with, whatever the task. */
export const OPENING = {
  weights: 'trained',
  seed: 1,
  forgetBias: 1,
  reset: 'before',
  z: 'new',
} as const;

/** What is looked at: the task, trained or random weights, and the GRU's two switches. */
export class Choice {
  task = $state('');
  weights = $state<'trained' | 'random'>(OPENING.weights);

  /** Of trained weights: which checkpoint, from untrained on; null is the trained model itself. */
  checkpoint = $state<number | null>(null);

  /** Of random weights. */
  hiddenSize = $state(4);
  seed = $state<number>(OPENING.seed);
  forgetBias = $state<number>(OPENING.forgetBias);

  /** Whether the reset acts before or after the recurrent product, and what an open z does. */
  reset = $state<Reset>(OPENING.reset);
  z = $state<SenseOfZ>(OPENING.z);
}

export const MOST_UNITS = 32;
export const MOST_FORGET_BIAS = 5;
/** Seeds are 32 bits. */
export const MOST_SEED = 2 ** 32 - 1;
