import type { Rich } from '../rich';

/** Sliders that hold, scale and shift what a cell computes, and what is in force. */
export const manipulation = {
  units: 'Units',
  steps: 'Steps',
  all: 'all',
  selected: (lstm: number, gru: number) => `${lstm} (LSTM), ${gru} (GRU)`,
  thisStep: (step: number) => `this one (${step})`,
  onward: (step: number) => `from ${step} on`,
  brushed: (first: number, last: number) => `brushed (${first}–${last})`,
  value: (title: string, word: string) => `${title} ${word}`,
  how: (label: string) => `${label}: how`,
  computed: 'as computed',
  kinds: { clamp: 'clamp to', scale: 'scale', shift: 'shift' },
  /** The word of a value where room is short. */
  short: (word: string) => word.replace(/ (gate|state)$/, ''),
  caption:
    'Move a slider: the value is set, scaled or shifted where the line above says, and all that ' +
    'follows is computed again. A gate’s shift acts before its σ, so that it stays within 0 and 1.',
  chips: 'Manipulations in force, in order',
  inForce: (chip: string) => `${chip}: in force`,
  change: 'Change it with its slider',
  nothing: (chip: string) => `${chip} (nothing there to act on)`,
  remove: (chip: string) => `Remove: ${chip}`,
  reset: 'Reset all',
  chip: (title: string, symbol: string, action: string, where: string) =>
    `${title} ${symbol} ${action}, ${where}`,
  clamped: (amount: string) => `clamped to ${amount}`,
  scaled: (amount: string) => `scaled by ${amount}`,
  scaledAboutOne: (amount: string) => `scaled by ${amount} about 1`,
  shifted: (amount: string) => `shifted by ${amount}`,
  where: (units: string, steps: string) => `${units}, ${steps}`,
  allUnits: 'all units',
  unit: (unit: number) => `unit ${unit}`,
  allSteps: 'all steps',
  step: (step: number) => `step ${step}`,
  stepsBetween: (first: number, last: number) => `steps ${first}–${last}`,
  stays: (title: string, step: number, now: string) =>
    `${title}: the output at step ${step} stays ${now}.`,
  goes: (title: string, step: number, before: string, now: string): Rich<'now'> => [
    `${title}: the output at step ${step} goes from ${before} to `,
    { now },
    '.',
  ],
};
