export type Reset = 'before' | 'after';
export type SenseOfZ = 'new' | 'old';

/** What is looked at: the task, trained or random weights, and the GRU's two switches. */
export class Choice {
  task = $state('');
  weights = $state<'trained' | 'random'>('trained');

  /** Of random weights. */
  hiddenSize = $state(4);
  seed = $state(1);
  forgetBias = $state(1);

  /** Whether the reset acts before or after the recurrent product, and what an open z does. */
  reset = $state<Reset>('before');
  z = $state<SenseOfZ>('new');
}

export const MOST_UNITS = 32;
export const MOST_FORGET_BIAS = 5;
