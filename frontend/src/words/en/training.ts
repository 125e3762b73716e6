import type { Rich } from '../rich';

const COUNT = new Intl.NumberFormat('en-GB');

const SETUP = {
  task: 'the task',
  hiddenSize: 'the hidden size',
  seed: 'the seed',
  forgetBias: 'the forget bias',
  reset: 'the place of the GRU’s reset',
};

/** Training in the page. */
export const training = {
  title: 'Train it here',
  controls: 'Training in the page',
  train: 'Train',
  trainOn: 'Train on',
  pause: 'Pause',
  once: 'One step',
  stop: 'Stop',
  keep: 'Keep as checkpoint',
  /** A whole number with its thousands apart: `12,800`. */
  count: (count: number) => COUNT.format(count),
  keptLabel: 'Shown: kept checkpoints, or now',
  keptSlider: 'Checkpoint shown',
  kept: (step: string) => `step ${step}`,
  keptOfRun: (step: string, run: number) => `step ${step} of run ${run}`,
  now: 'now',
  loss: {
    title: 'Loss while training in the page',
    caption:
      'The loss of each network on its batches, on a logarithmic scale; of many steps the means.',
    none: (title: string) => `${title}: no step has been done.`,
    describe: (title: string, steps: number, curves: readonly string[]) =>
      `${title}, on a logarithmic scale, over ${steps} steps: ${curves.join(', ')}.`,
    head: 'up to step',
    axis: 'training step',
  },
  optimiser: 'Optimiser',
  rate: 'Learning rate',
  clip: 'Clip gradients at',
  batch: 'Batch',
  step: 'step',
  sequences: 'sequences seen',
  seconds: 'seconds',
  score: (name: string) => `${name}, on sequences that training never sees`,
  problem: (problem: string): Rich<'code'> => [
    `The page could not train: ${problem}. Training needs a browser that starts workers; the page as `,
    { code: 'gatescope' },
    ' serves it allows it.',
  ],
  lengths: (shortest: number, longest: number) =>
    shortest === longest ? `${longest}` : `${shortest} to ${longest}`,
  describe: (of: {
    readonly task: string;
    readonly steps: string;
    readonly batch: number;
    readonly clip: number;
    readonly optimiser: string;
    readonly rate: number;
  }) =>
    `At each step all three see the same ${of.batch} sequences of “${of.task}” (${of.steps} steps ` +
    'long), drawn anew. The gradient of the loss, through all steps of the sequences, is ' +
    `shortened to a length of ${of.clip} where it is longer; then ${of.optimiser} moves the ` +
    `weights at the learning rate ${of.rate}, which stays as it is.`,
  bundled: (steps: string) =>
    ` For the networks that come with the page it fell to zero over ${steps} steps.`,
  bundledWithNoise: (steps: string) =>
    ` For the networks that come with the page it fell to zero over ${steps} steps, and there was ` +
    'noise on the gates, which makes them decide.',
  diverged: (title: string, step: number, rise: number, goodStep: number) =>
    `The ${title} diverged at step ${step}: its loss rose above ${rise} times what it began ` +
    `with, or was no number any more. Its weights are again those before step ${goodStep}.`,
  afterDivergence:
    'What has diverged trains no further in this run. Try a lower learning rate, or clip ' +
    'gradients at a smaller length, and train again.',
  said: {
    first: 'Training from random weights.',
    again: 'Training again.',
    paused: 'Paused.',
    stopped: 'Stopped. Train begins again from random weights.',
    kept: (step: number) => `Kept the networks of step ${step}.`,
    ended: (step: number, changed: readonly (keyof typeof SETUP)[]) =>
      `The run ended at step ${step}, because ${changed.map((part) => SETUP[part]).join(' and ')} was changed.`,
  },
};
