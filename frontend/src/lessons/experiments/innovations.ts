import type { Plan } from './experiment';
import { held } from './sequences';

const FAR = 60;

/** What sets the two cells apart. */
export const INNOVATION_EXPERIMENTS = {
  two_states: {
    link: '#v=1&step=5&edits=lstm.o.clamp.0@5',
    at: 'cells',
    outcome: { change: { of: 'value', side: 'lstm', name: 'c', unit: 2, step: 5 } },
    measure: 'share',
    choices: [
      { from: 0.999, to: 1.001 },
      { from: 0.4, to: 0.6 },
      { from: -0.001, to: 0.001 },
    ],
    also: [
      {
        outcome: { change: { of: 'answer', side: 'lstm', step: 5 } },
        measure: 'share',
        from: -0.1,
        to: 0.1,
      },
    ],
  },
  by_hand: {
    link:
      '#v=1&step=5&edits=lstm.f.clamp.0!u2@1;lstm.f.clamp.1!u2@2;lstm.f.clamp.0!u2@3;' +
      'lstm.f.clamp.1!u2@4-;lstm.i.clamp.1!u2@1;lstm.i.clamp.0!u2@2;lstm.i.clamp.1!u2@3;' +
      'lstm.i.clamp.0!u2@4-;lstm.o.clamp.0!u2@1-4;lstm.o.clamp.1!u2@5',
    at: 'cells',
    outcome: { change: { of: 'answer', side: 'lstm', step: 5 } },
    measure: 'share',
    choices: [
      { from: 0.9, to: 1.1 },
      { from: 0, to: 0.5 },
      { from: 2, to: Infinity },
    ],
  },
  keep_first: {
    link: '#v=1&step=3&edits=lstm.f.clamp.1@3;lstm.i.clamp.0@3',
    at: 'cells',
    outcome: { change: { of: 'answer', side: 'lstm', step: 5 } },
    measure: 'second',
    choices: [
      { from: 0.7, to: 0.9 },
      { from: -0.75, to: -0.45 },
      { from: -0.1, to: 0.1 },
    ],
    also: [
      {
        outcome: { change: { of: 'value', side: 'lstm', name: 'c', unit: 2, step: 3 } },
        measure: 'share',
        from: -1.2,
        to: -0.6,
      },
    ],
  },
  long_memory: {
    others: FAR,
    link: `#v=1&step=${FAR + 1}&rows=${held(FAR)}`,
    at: 'gating',
    outcome: {
      pair: [
        { of: 'carried', cell: 'lstm', path: 'all', from: 1, to: FAR + 1 },
        { of: 'carried', cell: 'rnn', path: 'all', from: 1, to: FAR + 1 },
      ],
    },
    measure: 'share',
    choices: [
      { from: 0.5, to: 2 },
      { from: 0.1, to: 0.5 },
      { from: 0, to: 0.01 },
    ],
  },
  parameters: {
    link: '#v=1',
    at: 'measured',
    outcome: {
      pair: [
        { of: 'parameters', side: 'lstm' },
        { of: 'parameters', side: 'gru' },
      ],
    },
    measure: 'share',
    choices: [
      { from: 0.45, to: 0.55 },
      { from: 0.749, to: 0.751 },
      { from: 0.95, to: 1.05 },
    ],
  },
  both_open: {
    link: '#v=1&step=5&edits=gru.r.clamp.1;gru.z.clamp.1',
    at: 'cells',
    outcome: { change: { of: 'answer', side: 'gru', step: 5 } },
    measure: 'share',
    choices: [
      { from: 0.9, to: 1.1 },
      { from: 1.5, to: Infinity },
      { from: -0.1, to: 0.1 },
    ],
  },
  half_open: {
    link: '#v=1&step=3&edits=gru.z.clamp.0.5@3',
    at: 'cells',
    outcome: { change: { of: 'answer', side: 'gru', step: 5 } },
    measure: 'second',
    choices: [
      { from: 0.7, to: 0.9 },
      { from: -0.4, to: 0.6 },
      { from: 0.9, to: Infinity },
    ],
  },
  comparable: {
    link: '#v=1&task=sunspots',
    at: 'measured',
    outcome: {
      pair: [
        { of: 'record', cell: 'lstm', what: 'score' },
        { of: 'record', cell: 'gru', what: 'score' },
      ],
    },
    measure: 'lead',
    choices: [
      { from: -1, to: 0 },
      { from: 1, to: 2 },
      { from: 0, to: 1 },
    ],
  },
} as const satisfies Readonly<Record<string, Plan>>;
