import type { Experiment } from './experiment';
import { held } from './sequences';

const FAR = 60;

/** What sets the two cells apart. */
export const INNOVATION_EXPERIMENTS = {
  two_states: {
    id: 'two_states',
    title: 'Hide what is kept',
    link: '#v=1&step=5&edits=lstm.o.clamp.0@5',
    at: 'cells',
    outcome: { change: { of: 'value', side: 'lstm', name: 'c', unit: 2, step: 5 } },
    measure: 'share',
    question:
      'At the recall every output gate of the LSTM is now 0, so that h is 0 as well. What is left of ' +
      'the cell state of unit 2, which holds the value?',
    choices: [
      { text: 'All of it', from: 0.999, to: 1.001 },
      { text: 'About half of it', from: 0.4, to: 0.6 },
      { text: 'Nothing', from: -0.001, to: 0.001 },
    ],
    also: [
      {
        outcome: { change: { of: 'answer', side: 'lstm', step: 5 } },
        measure: 'share',
        from: -0.1,
        to: 0.1,
      },
    ],
    explanation:
      'The answer is lost and the memory is not: it is kept in C, and only shown through h. A step ' +
      'later the gate could open and say it.',
  },
  by_hand: {
    id: 'by_hand',
    title: 'Set the gates by hand',
    link:
      '#v=1&step=5&edits=lstm.f.clamp.0!u2@1;lstm.f.clamp.1!u2@2;lstm.f.clamp.0!u2@3;' +
      'lstm.f.clamp.1!u2@4-;lstm.i.clamp.1!u2@1;lstm.i.clamp.0!u2@2;lstm.i.clamp.1!u2@3;' +
      'lstm.i.clamp.0!u2@4-;lstm.o.clamp.0!u2@1-4;lstm.o.clamp.1!u2@5',
    at: 'cells',
    outcome: { change: { of: 'answer', side: 'lstm', step: 5 } },
    measure: 'share',
    question:
      'In unit 2 all that the gates learned is thrown away. Instead, at a store f is 0 and i is 1; in ' +
      'between f is 1 and i is 0; and o is 1 at the recall alone. What does the LSTM say there?',
    choices: [
      { text: 'The same, to within a tenth', from: 0.9, to: 1.1 },
      { text: 'Less than half of it', from: 0, to: 0.5 },
      { text: 'More than twice as much', from: 2, to: Infinity },
    ],
    explanation:
      'The three gates of this unit can be read as a rule and replaced by it: erase and write at a ' +
      'store, keep in between, show when asked. Not every unit of every network is so plain.',
  },
  keep_first: {
    id: 'keep_first',
    title: 'Keep the first value instead',
    link: '#v=1&step=3&edits=lstm.f.clamp.1@3;lstm.i.clamp.0@3',
    at: 'cells',
    outcome: { change: { of: 'answer', side: 'lstm', step: 5 } },
    measure: 'second',
    question:
      'At step 3 the LSTM replaces −0.6 by +0.8. Now f is 1 and i is 0 at that step. What does it say ' +
      'at the recall?',
    choices: [
      { text: 'The new value all the same, about +0.8', from: 0.7, to: 0.9 },
      { text: 'Near the value stored first, −0.6', from: -0.75, to: -0.45 },
      { text: 'Close to nothing, within 0.1 of zero', from: -0.1, to: 0.1 },
    ],
    also: [
      {
        outcome: { change: { of: 'value', side: 'lstm', name: 'c', unit: 2, step: 3 } },
        measure: 'share',
        from: -1.2,
        to: -0.6,
      },
    ],
    explanation:
      'f says what stays and i says what enters, each by itself. Together they turned “replace” into ' +
      '“keep”, and the other units, which were held too, make the answer a little different.',
  },
  long_memory: {
    id: 'long_memory',
    title: 'Hold a value over many steps',
    link: `#v=1&step=${FAR + 1}&rows=${held(FAR)}`,
    at: 'gating',
    outcome: {
      pair: [
        { of: 'carried', cell: 'lstm', path: 'all', from: 1, to: FAR + 1 },
        { of: 'carried', cell: 'rnn', path: 'all', from: 1, to: FAR + 1 },
      ],
    },
    measure: 'share',
    question:
      `A value is stored, and ${FAR} others are to be ignored. How much of a small change that was ` +
      'made at the start is still there in the ordinary network, beside the LSTM?',
    choices: [
      { text: 'About as much, within a factor of two', from: 0.5, to: 2 },
      { text: 'A tenth to a half as much', from: 0.1, to: 0.5 },
      { text: 'Less than a hundredth as much', from: 0, to: 0.01 },
    ],
    explanation:
      'Both were trained on this task, on at most 30 steps. In the LSTM a gate close to 1 carries the ' +
      'change on; in the ordinary network each step shrinks it. One trained pair, one unit of each.',
  },
  parameters: {
    id: 'parameters',
    title: 'Count the parameters',
    link: '#v=1',
    at: 'measured',
    outcome: {
      pair: [
        { of: 'parameters', side: 'lstm' },
        { of: 'parameters', side: 'gru' },
      ],
    },
    measure: 'share',
    question:
      'An LSTM has four learned layers and a GRU three. At the same number of units and inputs, how ' +
      'many parameters has the GRU?',
    choices: [
      { text: 'Half as many', from: 0.45, to: 0.55 },
      { text: 'Three quarters as many', from: 0.749, to: 0.751 },
      { text: 'As many', from: 0.95, to: 1.05 },
    ],
    explanation:
      'Each learned layer has a weight for every input and every unit, and a bias: three layers of the ' +
      'same size have three quarters of what four have. The other form of the GRU, with the reset after ' +
      'the product, has one bias more for each unit.',
  },
  both_open: {
    id: 'both_open',
    title: 'Hold both gates open',
    link: '#v=1&step=5&edits=gru.r.clamp.1;gru.z.clamp.1',
    at: 'cells',
    outcome: { change: { of: 'answer', side: 'gru', step: 5 } },
    measure: 'share',
    question:
      'With r and z at 1 throughout, h is the candidate and the candidate uses all of the past: an ' +
      'ordinary network with the weights of this GRU. What does it say at the recall?',
    choices: [
      { text: 'The same, to within a tenth', from: 0.9, to: 1.1 },
      { text: 'Something else, off by more than half of it', from: 1.5, to: Infinity },
      { text: 'Next to nothing, less than a tenth of it', from: -0.1, to: 0.1 },
    ],
    explanation:
      'Without its two gates it says something that was never stored. Its weights were learned for gates ' +
      'that shut: an ordinary network, trained as one, does better than this.',
  },
  half_open: {
    id: 'half_open',
    title: 'Open the update gate halfway',
    link: '#v=1&step=3&edits=gru.z.clamp.0.5@3',
    at: 'cells',
    outcome: { change: { of: 'answer', side: 'gru', step: 5 } },
    measure: 'second',
    question:
      'At step 3 the GRU replaces −0.6 by +0.8, with z close to 1. Now z is 0.5 there. What does it say ' +
      'at the recall?',
    choices: [
      { text: 'The new value, about +0.8', from: 0.7, to: 0.9 },
      { text: 'Something between the two', from: -0.4, to: 0.6 },
      { text: 'The sum of both weights: more than +0.9', from: 0.9, to: Infinity },
    ],
    explanation:
      'One gate divides each unit between old and new. As much as is written is taken from what is kept, ' +
      'so that the answer lies between the two values.',
  },
  comparable: {
    id: 'comparable',
    title: 'Compare the two on sunspots',
    link: '#v=1&task=sunspots',
    at: 'measured',
    outcome: {
      pair: [
        { of: 'record', cell: 'lstm', what: 'score' },
        { of: 'record', cell: 'gru', what: 'score' },
      ],
    },
    measure: 'lead',
    question:
      'Both were trained five times to say next year’s sunspot number, with as many units each. Which ' +
      'has the smaller error in years that it was not trained on?',
    choices: [
      { text: 'The LSTM, each time', from: -1, to: 0 },
      { text: 'The GRU, each time', from: 1, to: 2 },
      { text: 'Neither: the ranges overlap', from: 0, to: 1 },
    ],
    explanation:
      'The numbers are the medians of the five; the dots in the table show each. Where the ranges ' +
      'overlap, no difference is claimed. Small networks on one small task: no more than that is shown.',
  },
} as const satisfies Readonly<Record<string, Experiment>>;
