import type { Experiment } from './experiment';
import { held } from './sequences';

const LONG = 60;
const SHORT = 28;

/** For the sentences to take away, and against them. */
export const TAKEAWAY_EXPERIMENTS = {
  open_bias: {
    id: 'open_bias',
    title: 'Open the forget gate before training',
    link: '#v=1&fading=untrained,all,5',
    against: '#v=1',
    at: 'fading',
    outcome: { change: { of: 'fading', cell: 'lstm', lag: 50 } },
    measure: 'share',
    question:
      'An untrained LSTM, with a forget bias of 0. What happens to its gradient over 50 steps when that ' +
      'bias is 5, which opens the forget gate?',
    choices: [
      { text: 'It stays as it is, within a factor of ten', from: 0.1, to: 10 },
      { text: 'It grows by ten to a thousand times', from: 10, to: 1000 },
      { text: 'It grows more than a million times', from: 1e6, to: Infinity },
    ],
    explanation:
      'The path along C multiplies by f at every step. With f near one half little is left after so ' +
      'many steps; with f near 1 a part comes through. Nothing else of the network was changed.',
  },
  gates_alone: {
    id: 'gates_alone',
    title: 'Gates alone do not hold a gradient',
    link: '#v=1&fading=untrained,20,0',
    at: 'fading',
    outcome: {
      pair: [
        { of: 'fading', cell: 'rnn', lag: 10 },
        { of: 'fading', cell: 'lstm', lag: 10 },
      ],
    },
    measure: 'share',
    question:
      'Both untrained, the LSTM with a forget bias of 0: how much of the gradient is left ten steps ' +
      'back in the LSTM, beside the ordinary network?',
    choices: [
      { text: 'More than ten times as much', from: 10, to: Infinity },
      { text: 'About as much, within a factor of two', from: 0.5, to: 2 },
      { text: 'Less than a fifth as much', from: 0, to: 0.2 },
    ],
    explanation:
      'With f near one half the LSTM forgets by design, and faster than this ordinary network. The gate ' +
      'makes it possible to hold a gradient; training, or the bias, has to open it. With other random ' +
      'weights the numbers are others.',
  },
  already_shut: {
    id: 'already_shut',
    title: 'Shut the forget gate where it is shut',
    link: '#v=1&step=3&edits=lstm.f.clamp.0@3',
    at: 'cells',
    outcome: { change: { of: 'answer', side: 'lstm', step: 5 } },
    measure: 'share',
    question:
      'The same gate, a step earlier: f is 0 at step 3, the store. What does the LSTM say at the recall?',
    choices: [
      { text: 'The same, to within a twentieth', from: 0.95, to: 1.05 },
      { text: 'About half of it', from: 0.4, to: 0.6 },
      { text: 'Less than a fifth of it', from: -0.2, to: 0.2 },
    ],
    explanation:
      'At a store the network shuts f by itself, so that there is little to change. What a gate does ' +
      'depends on the step: the same edit, one step later, costs the memory.',
  },
  adding_up: {
    id: 'adding_up',
    title: 'Add up without a bound',
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
    question:
      'In unit 2 of the LSTM, f, i and C̃ are held at 1, in unit 1 of the GRU z and h̃: everything open, ' +
      'the largest candidate. After five steps, how large is C, beside the GRU’s h?',
    choices: [
      { text: 'As large', from: 0.99, to: 1.01 },
      { text: 'Twice as large', from: 1.99, to: 2.01 },
      { text: 'Five times as large', from: 4.99, to: 5.01 },
    ],
    explanation:
      'C adds one at each step: it can count. The GRU’s h is a mean of what was there and a candidate ' +
      'within ±1, so that it cannot leave that range.',
  },
  memory_scores: {
    id: 'memory_scores',
    title: 'Compare the two on memory alone',
    link: '#v=1',
    at: 'measured',
    outcome: {
      pair: [
        { of: 'record', cell: 'lstm', what: 'score' },
        { of: 'record', cell: 'gru', what: 'score' },
      ],
    },
    measure: 'lead',
    question:
      'Store and recall needs nothing but memory. Of five trainings each, with as many units: which has ' +
      'the smaller error?',
    choices: [
      { text: 'The LSTM, each time', from: -1, to: 0 },
      { text: 'The GRU, each time', from: 1, to: 2 },
      { text: 'Neither: the ranges overlap', from: 0, to: 1 },
    ],
    explanation:
      'Here the LSTM’s second state gives no clear advantage. The task is small and its sequences are ' +
      'short; it does not need what a GRU lacks.',
  },
  digits_scores: {
    id: 'digits_scores',
    title: 'Compare the two on digits',
    link: '#v=1&task=digits',
    at: 'measured',
    outcome: {
      pair: [
        { of: 'record', cell: 'lstm', what: 'score' },
        { of: 'record', cell: 'gru', what: 'score' },
      ],
    },
    measure: 'lead',
    question:
      'Digits, a row of pixels a step, with as many units and five trainings each. Which reads more of ' +
      'the held-out digits rightly?',
    choices: [
      { text: 'The LSTM, each time', from: -1, to: 0 },
      { text: 'The GRU, each time', from: 1, to: 2 },
      { text: 'Neither: the ranges overlap', from: 0, to: 1 },
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
    explanation:
      'With three quarters of the parameters the GRU did better here on every seed. That is one task, ' +
      'one size and one length of training; on others the order may turn.',
  },
  beyond_training: {
    id: 'beyond_training',
    title: 'Hold a value for longer than in training',
    link: `#v=1&step=${LONG + 2}&rows=${held(LONG)}`,
    at: 'cells',
    outcome: { single: { of: 'answer', side: 'lstm', step: LONG + 2 } },
    measure: 'second',
    question:
      `Stored: +0.8. Then ${LONG} values to be ignored, twice as many steps as in any training ` +
      'sequence, and a recall. What does the LSTM say?',
    choices: [
      { text: 'Close to nothing, within 0.1 of zero', from: -0.1, to: 0.1 },
      { text: 'More than half of it, but not all', from: 0.4, to: 0.75 },
      { text: 'All of it: +0.8, to within 0.05', from: 0.75, to: 0.85 },
    ],
    also: [
      {
        outcome: { single: { of: 'answer', side: 'gru', step: LONG + 2 } },
        measure: 'second',
        from: 0.4,
        to: 0.75,
      },
    ],
    explanation:
      'Both still know most of it. Their gates are close to 1 or 0 and not at them, so that each step ' +
      'takes a little: long dependencies are learned, and not without end.',
  },
  small_leak: {
    id: 'small_leak',
    title: 'Let the memory leak a little',
    link: `#v=1&step=${SHORT + 2}&rows=${held(SHORT)}&edits=lstm.f.scale.0.95`,
    at: 'cells',
    outcome: { change: { of: 'answer', side: 'lstm', step: SHORT + 2 } },
    measure: 'share',
    question:
      `A value is to be held over ${SHORT} others. Each forget gate is now a twentieth smaller than ` +
      'computed, at every step. What is left of the LSTM’s answer?',
    choices: [
      { text: 'Nineteen twentieths of it, or nearly', from: 0.9, to: 1 },
      { text: 'About half to two thirds of it', from: 0.45, to: 0.7 },
      { text: 'Less than a third of it', from: 0, to: 0.333 },
    ],
    explanation:
      'The losses multiply: a twentieth a step leaves little after so many. To hold on to something for ' +
      'long, a gate has to be very close to 1, which is what training has to find.',
  },
  adding_scores: {
    id: 'adding_scores',
    title: 'Compare with an ordinary network on adding',
    link: '#v=1&task=adding',
    at: 'measured',
    outcome: {
      pair: [
        { of: 'record', cell: 'rnn', what: 'score' },
        { of: 'record', cell: 'lstm', what: 'score' },
      ],
    },
    measure: 'share',
    question:
      'Adding asks for the sum of two marked numbers, many steps apart. Five trainings each, with as ' +
      'many units: how large is the LSTM’s error, beside an ordinary network’s?',
    choices: [
      { text: 'About as large, within a factor of two', from: 0.5, to: 2 },
      { text: 'A tenth to a half as large', from: 0.1, to: 0.5 },
      { text: 'Less than a tenth as large', from: 0, to: 0.1 },
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
    explanation:
      'Both gated networks learned it; the ordinary one came only part of the way, with fewer ' +
      'parameters and the same length of training. Longer training, or more units, might help it.',
  },
  names_scores: {
    id: 'names_scores',
    title: 'Compare with an ordinary network on names',
    link: '#v=1&task=names',
    at: 'measured',
    outcome: {
      pair: [
        { of: 'record', cell: 'rnn', what: 'score' },
        { of: 'record', cell: 'lstm', what: 'score' },
      ],
    },
    measure: 'lead',
    question:
      'Saying the next letter of a name, with as many units and five trainings each. Which has the ' +
      'smaller cross-entropy on names that it was not trained on?',
    choices: [
      { text: 'The ordinary network, each time', from: -1, to: 0 },
      { text: 'The LSTM, each time', from: 1, to: 2 },
      { text: 'Neither: the ranges overlap', from: 0, to: 1 },
    ],
    explanation:
      'Names are short, and the last few letters say most of what comes next. Where little has to be ' +
      'held for long, gates need not make a difference, and the ordinary network has fewer parameters.',
  },
} as const satisfies Readonly<Record<string, Experiment>>;
