import type { Plan } from './experiment';
import { held } from './sequences';

const LONG = 60;
const SHORT = 28;

/** For the sentences to take away, and against them. */
export const TAKEAWAY_EXPERIMENTS = {
  open_bias: {
    link: '#v=1&fading=untrained,all,5',
    against: '#v=1',
    at: 'fading',
    outcome: { change: { of: 'fading', cell: 'lstm', lag: 50 } },
    measure: 'share',
    choices: [
      { from: 0.1, to: 10 },
      { from: 10, to: 1000 },
      { from: 1e6, to: Infinity },
    ],
  },
  gates_alone: {
    link: '#v=1&fading=untrained,20,0',
    at: 'fading',
    outcome: {
      pair: [
        { of: 'fading', cell: 'rnn', lag: 10 },
        { of: 'fading', cell: 'lstm', lag: 10 },
      ],
    },
    measure: 'share',
    choices: [
      { from: 10, to: Infinity },
      { from: 0.5, to: 2 },
      { from: 0, to: 0.2 },
    ],
  },
  already_shut: {
    link: '#v=1&step=3&edits=lstm.f.clamp.0@3',
    at: 'cells',
    outcome: { change: { of: 'answer', side: 'lstm', step: 5 } },
    measure: 'share',
    choices: [
      { from: 0.95, to: 1.05 },
      { from: 0.4, to: 0.6 },
      { from: -0.2, to: 0.2 },
    ],
  },
  adding_up: {
    link:
      '#v=1&step=5&edits=lstm.f.clamp.1!u2;lstm.i.clamp.1!u2;lstm.g.clamp.1!u2;gru.z.clamp.1!u1;' +
      'gru.n.clamp.1!u1',
    at: 'cells',
    outcome: {
      pair: [
        { of: 'value', side: 'gru', name: 'h', unit: 1, step: 5 },
        { of: 'value', side: 'lstm', name: 'c', unit: 2, step: 5 },
      ],
    },
    measure: 'share',
    choices: [
      { from: 0.99, to: 1.01 },
      { from: 1.99, to: 2.01 },
      { from: 4.99, to: 5.01 },
    ],
  },
  memory_scores: {
    link: '#v=1',
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
  digits_scores: {
    link: '#v=1&task=digits',
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
    also: [
      {
        outcome: {
          pair: [
            { of: 'parameters', side: 'lstm' },
            { of: 'parameters', side: 'gru' },
          ],
        },
        measure: 'share',
        from: 0.749,
        to: 0.751,
      },
    ],
  },
  beyond_training: {
    others: LONG,
    link: `#v=1&step=${LONG + 2}&rows=${held(LONG)}`,
    at: 'cells',
    outcome: { single: { of: 'answer', side: 'lstm', step: LONG + 2 } },
    measure: 'second',
    choices: [
      { from: -0.1, to: 0.1 },
      { from: 0.4, to: 0.75 },
      { from: 0.75, to: 0.85 },
    ],
    also: [
      {
        outcome: { single: { of: 'answer', side: 'gru', step: LONG + 2 } },
        measure: 'second',
        from: 0.4,
        to: 0.75,
      },
    ],
  },
  small_leak: {
    others: SHORT,
    link: `#v=1&step=${SHORT + 2}&rows=${held(SHORT)}&edits=lstm.f.scale.0.95`,
    at: 'cells',
    outcome: { change: { of: 'answer', side: 'lstm', step: SHORT + 2 } },
    measure: 'share',
    choices: [
      { from: 0.9, to: 1 },
      { from: 0.45, to: 0.7 },
      { from: 0, to: 0.333 },
    ],
  },
  adding_scores: {
    link: '#v=1&task=adding',
    at: 'measured',
    outcome: {
      pair: [
        { of: 'record', cell: 'rnn', what: 'score' },
        { of: 'record', cell: 'lstm', what: 'score' },
      ],
    },
    measure: 'share',
    choices: [
      { from: 0.5, to: 2 },
      { from: 0.1, to: 0.5 },
      { from: 0, to: 0.1 },
    ],
    also: [
      {
        outcome: {
          pair: [
            { of: 'record', cell: 'rnn', what: 'score' },
            { of: 'record', cell: 'gru', what: 'score' },
          ],
        },
        measure: 'share',
        from: 0,
        to: 0.1,
      },
    ],
  },
  names_scores: {
    link: '#v=1&task=names',
    at: 'measured',
    outcome: {
      pair: [
        { of: 'record', cell: 'rnn', what: 'score' },
        { of: 'record', cell: 'lstm', what: 'score' },
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
