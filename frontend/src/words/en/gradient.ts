/** The figure of the fading gradient. */
export const gradient = {
  networks: 'Networks',
  kinds: { untrained: 'untrained', trained: 'trained', here: 'trained here' },
  said: {
    untrained: 'untrained',
    trained: 'trained',
    here: 'newly trained',
    partly: 'partly trained',
  },
  caption: (title: string, kind: string) => `${title}: ${kind} networks`,
  length: 'Length',
  steps: (count: number) => `${count} ${count === 1 ? 'step' : 'steps'}`,
  forgetBias: 'Forget bias of the LSTM',
  stepsBack: 'steps back',
  below: 'below',
  shaded: 'shaded: longer than in training',
  median: (curve: string) => `${curve}, median`,
  tenth: (curve: string) => `${curve}, 10 %`,
  ninetieth: (curve: string) => `${curve}, 90 %`,
  sequences: (count: number, task: string) => `${count} sequences of “${task}”.`,
  computing: 'The gradients are being computed.',
  describe: (kind: string, lags: number, ends: readonly string[]) =>
    `Median gradient of ${kind} networks ${lags} steps back, 1 at one step: ${ends.join(', ')}.`,
  end: (label: string, share: string) => `${label} ${share}`,
  belowFloor: (floor: string) => `below ${floor}`,
};
