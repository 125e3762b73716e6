import type { Plan } from './experiment';

/** One experiment for each gate, on the opening sequence: store −0.6, ignore, store +0.8, ignore, recall. */
export const GATE_EXPERIMENTS = {
  forget: {
    link: '#v=1&step=4&edits=lstm.f.clamp.0@4',
    at: 'cells',
    outcome: { change: { of: 'answer', side: 'lstm', step: 5 } },
    measure: 'share',
    choices: [
      { from: 0.9, to: 1.1 },
      { from: 0, to: 0.2 },
      { from: 0.4, to: 0.6 },
    ],
    also: [
      {
        outcome: { change: { of: 'value', side: 'lstm', name: 'c', unit: 2, step: 4 } },
        measure: 'share',
        from: -0.02,
        to: 0.02,
      },
    ],
  },
  input: {
    link: '#v=1&step=3&edits=lstm.i.clamp.0@3',
    at: 'cells',
    outcome: { change: { of: 'answer', side: 'lstm', step: 5 } },
    measure: 'second',
    choices: [
      { from: 0.7, to: 0.9 },
      { from: -0.7, to: -0.5 },
      { from: -0.1, to: 0.1 },
    ],
    also: [
      {
        outcome: { change: { of: 'value', side: 'lstm', name: 'c', unit: 2, step: 3 } },
        measure: 'share',
        from: -0.02,
        to: 0.02,
      },
    ],
  },
  output: {
    link: '#v=1&step=4&edits=lstm.o.clamp.1!u2',
    at: 'cells',
    outcome: { change: { of: 'answer', side: 'lstm', step: 4 } },
    measure: 'second',
    choices: [
      { from: -0.1, to: 0.1 },
      { from: 0.4, to: 0.8 },
      { from: -0.8, to: -0.4 },
    ],
    also: [
      {
        outcome: { change: { of: 'value', side: 'lstm', name: 'c', unit: 2, step: 4 } },
        measure: 'share',
        from: 0.95,
        to: 1.05,
      },
      {
        outcome: { change: { of: 'answer', side: 'lstm', step: 5 } },
        measure: 'share',
        from: 0.95,
        to: 1.05,
      },
    ],
  },
  update: {
    link: '#v=1&step=3&edits=gru.z.clamp.0@3',
    at: 'cells',
    outcome: { change: { of: 'answer', side: 'gru', step: 5 } },
    measure: 'second',
    choices: [
      { from: 0.7, to: 0.9 },
      { from: -0.7, to: -0.5 },
      { from: -0.1, to: 0.1 },
    ],
  },
  reset: {
    link: '#v=1&step=5&edits=gru.r.clamp.0@5',
    at: 'cells',
    outcome: { change: { of: 'answer', side: 'gru', step: 5 } },
    measure: 'share',
    choices: [
      { from: 0.9, to: 1.1 },
      { from: 0.4, to: 0.6 },
      { from: -0.1, to: 0.1 },
    ],
    also: [
      {
        outcome: { change: { of: 'value', side: 'gru', name: 'h', unit: 1, step: 5 } },
        measure: 'share',
        from: 0.98,
        to: 1.02,
      },
    ],
  },
} as const satisfies Readonly<Record<string, Plan>>;
