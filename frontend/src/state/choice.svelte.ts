import type { OptimiserName } from '../training/optimiser';

export const RESETS = ['before', 'after'] as const;
export type Reset = (typeof RESETS)[number];

export const SENSES = ['new', 'old'] as const;
export type SenseOfZ = (typeof SENSES)[number];

/** Trained weights come with the page; `here`, they are trained in it, from random ones. */
export const WEIGHTS = ['trained', 'random', 'here'] as const;
export type WeightsKind = (typeof WEIGHTS)[number];

/** What is chosen to begin with, whatever the task. */
export const OPENING = {
  weights: 'trained',
  seed: 1,
  forgetBias: 1,
  reset: 'before',
  z: 'new',
  optimiser: 'Adam',
  clip: 1,
  batch: 32,
} as const;

/** What is looked at: the task, trained or random weights, and the GRU's two switches. */
export class Choice {
  task = $state('');
  weights = $state<WeightsKind>(OPENING.weights);

  /** Of trained weights: which checkpoint, from untrained on; null is the trained model itself. */
  checkpoint = $state<number | null>(null);

  /** Of random weights, and of those that training here begins with. */
  hiddenSize = $state(4);
  seed = $state<number>(OPENING.seed);
  forgetBias = $state<number>(OPENING.forgetBias);

  /** Of training here. */
  optimiser = $state<OptimiserName>(OPENING.optimiser);
  rate = $state(0.01);
  clip = $state<number>(OPENING.clip);
  batch = $state<number>(OPENING.batch);

  /** Whether the reset acts before or after the recurrent product, and what an open z does. */
  reset = $state<Reset>(OPENING.reset);
  z = $state<SenseOfZ>(OPENING.z);
}

export const MOST_UNITS = 32;
export const MOST_FORGET_BIAS = 5;
/** Seeds are 32 bits. */
export const MOST_SEED = 2 ** 32 - 1;
