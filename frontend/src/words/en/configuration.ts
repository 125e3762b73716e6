/** Which task, which weights, and how they came about. */
export const configuration = {
  task: 'Task',
  weights: {
    label: 'Weights',
    trained: 'trained',
    random: 'random',
    here: 'train here',
  },
  reset: {
    label: 'GRU: the reset acts',
    before: 'before the product',
    after: 'after the product',
  },
  z: { label: 'GRU: an open z', new: 'takes the new', old: 'keeps the old' },
  hiddenSize: 'Hidden size',
  seed: 'Seed',
  forgetBias: 'Forget bias',
  size: (title: string, units: number, parameters: number) =>
    `${title}: ${units} units, ${parameters} parameters`,
  training: {
    label: 'Training',
    step: 'Training step',
    place: (step: number, last: number) => `${step} of ${last}`,
    watch: 'Watch it learn',
    stop: 'Stop',
    score: (name: string) => `${name}:`,
    loss: 'loss, log scale',
    lossTitle: 'Loss in training',
    lossOf: (title: string, from: string, to: string) => `${title} from ${from} to ${to}`,
    lossSummary: (curves: readonly string[]) =>
      `Loss in training, on a logarithmic scale: ${curves.join(', ')}`,
    lossHead: 'training step',
  },
};
