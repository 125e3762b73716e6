/** A number opened into what it is the sum of. */
export const arithmetic = {
  back: 'Back',
  close: 'Close the arithmetic',
  place: (title: string, place: string) => `${title}: ${place}`,
  table: 'What it is the sum of',
  bias: 'bias',
  rounding: 'rounding of the lines above',
  sum: 'sum',
  of: (sign: string) => `${sign} of it`,
  units: (product: string) => `in the task’s units: ${product}`,
  edited: (edit: string) => `edited (${edit})`,
  clamped: 'clamped: what was computed is not used',
  given: (value: string) => `${value}: nothing computed it, it was given.`,
  softmax:
    'Softmax: e to the power of this sum, divided by the total of that of every output. ' +
    'The other sums:',
  curve: (operation: string, sum: string, value: string) =>
    `The curve of ${operation}: ${sum} gives ${value}`,
  trail: 'Where this number was used',
  unit: (name: string, unit: number) => `${name} unit ${unit}`,
  answer: (name: string, answer: string) => `${name} of ${answer}`,
  step: (step: number) => `step ${step}`,
  atStart: 'at the start',
  output: 'output',
  outputOf: (answer: string) => `output ${answer}`,
  input: (channel: string) => `input ${channel}`,
  at: (what: string, when: string) => `${what}, ${when}`,
  unitAt: (what: string, unit: number, when: string) => `${what}, unit ${unit}, ${when}`,
};
