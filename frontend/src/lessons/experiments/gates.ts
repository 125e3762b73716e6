import type { Experiment } from './experiment';

/** One experiment for each gate, on the opening sequence: store −0.6, ignore, store +0.8, ignore, recall. */
export const GATE_EXPERIMENTS = {
  forget: {
    id: 'forget',
    title: 'Shut the forget gate once',
    link: '#v=1&step=4&edits=lstm.f.clamp.0@4',
    at: 'cells',
    outcome: { change: { of: 'answer', side: 'lstm', step: 5 } },
    measure: 'share',
    question:
      'The LSTM stored +0.8 at step 3. Now f is 0 in every unit at step 4, and at no other. What does ' +
      'the LSTM say at the recall?',
    choices: [
      { text: 'The same, to within a tenth', from: 0.9, to: 1.1 },
      { text: 'Less than a fifth of it', from: 0, to: 0.2 },
      { text: 'About half of it', from: 0.4, to: 0.6 },
    ],
    also: [
      {
        outcome: { change: { of: 'value', side: 'lstm', name: 'c', unit: 2, step: 4 } },
        measure: 'share',
        from: -0.02,
        to: 0.02,
      },
    ],
    explanation:
      'With f at 0 nothing of C₃ passes directly into C₄, so that unit 2, which held the value, is ' +
      'empty. The little that is still said came another way: h₃ had shown some of it to the gates.',
  },
  input: {
    id: 'input',
    title: 'Shut the input gate at a store',
    link: '#v=1&step=3&edits=lstm.i.clamp.0@3',
    at: 'cells',
    outcome: { change: { of: 'answer', side: 'lstm', step: 5 } },
    measure: 'second',
    question:
      'At step 3 the LSTM is to store +0.8; before, it stored −0.6. Now i is 0 at step 3, so that ' +
      'nothing is written. What does it say at the recall?',
    choices: [
      { text: 'The new value all the same, about +0.8', from: 0.7, to: 0.9 },
      { text: 'The value stored before, about −0.6', from: -0.7, to: -0.5 },
      { text: 'Close to nothing, within 0.1 of zero', from: -0.1, to: 0.1 },
    ],
    also: [
      {
        outcome: { change: { of: 'value', side: 'lstm', name: 'c', unit: 2, step: 3 } },
        measure: 'share',
        from: -0.02,
        to: 0.02,
      },
    ],
    explanation:
      'The new value is not written, and the old one is gone too: at a store the forget gate shuts by ' +
      'itself to make room. Two gates work together here, and only one of them was held.',
  },
  output: {
    id: 'output',
    title: 'Hold the output gate open',
    link: '#v=1&step=4&edits=lstm.o.clamp.1!u2',
    at: 'cells',
    outcome: { change: { of: 'answer', side: 'lstm', step: 4 } },
    measure: 'second',
    question:
      'Unit 2 holds +0.8 from step 3 on and keeps its output gate shut until the recall. Now that gate ' +
      'is held at 1. What does the LSTM say at step 4, where 0 is right?',
    choices: [
      { text: 'Still close to 0, within 0.1', from: -0.1, to: 0.1 },
      { text: 'More than half of the stored value', from: 0.4, to: 0.8 },
      { text: 'Its opposite, less than −0.4', from: -0.8, to: -0.4 },
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
    explanation:
      'What the cell keeps hardly changes, and at the recall it says much the same. The gate decided ' +
      'when it was shown: held open, the network speaks before it is asked.',
  },
  update: {
    id: 'update',
    title: 'Shut the update gate at a store',
    link: '#v=1&step=3&edits=gru.z.clamp.0@3',
    at: 'cells',
    outcome: { change: { of: 'answer', side: 'gru', step: 5 } },
    measure: 'second',
    question:
      'At step 3 the GRU is to store +0.8; before, it stored −0.6. Now z is 0 at step 3. What does the ' +
      'GRU say at the recall?',
    choices: [
      { text: 'The new value all the same, about +0.8', from: 0.7, to: 0.9 },
      { text: 'The value stored before, about −0.6', from: -0.7, to: -0.5 },
      { text: 'Close to nothing, within 0.1 of zero', from: -0.1, to: 0.1 },
    ],
    explanation:
      'One gate does two things. What is not replaced is kept, whole: so the GRU says the older value. ' +
      'The LSTM, its input gate shut at the same step, has nothing left to say.',
  },
  reset: {
    id: 'reset',
    title: 'Shut the reset gate at the recall',
    link: '#v=1&step=5&edits=gru.r.clamp.0@5',
    at: 'cells',
    outcome: { change: { of: 'answer', side: 'gru', step: 5 } },
    measure: 'share',
    question:
      'The GRU keeps +0.8 in unit 1. At the recall alone r is now 0: the candidate cannot use the past, ' +
      'and the state is not touched by r. What does the GRU say?',
    choices: [
      { text: 'The same, to within a tenth: the state is still there', from: 0.9, to: 1.1 },
      { text: 'About half of it', from: 0.4, to: 0.6 },
      { text: 'Next to nothing, less than a tenth of it', from: -0.1, to: 0.1 },
    ],
    also: [
      {
        outcome: { change: { of: 'value', side: 'gru', name: 'h', unit: 1, step: 5 } },
        measure: 'share',
        from: 0.98,
        to: 1.02,
      },
    ],
    explanation:
      'Unit 1 still holds the value. But this GRU says it by way of other units, whose candidates fetch ' +
      'it from there at the recall, and they were kept from looking.',
  },
} as const satisfies Readonly<Record<string, Experiment>>;
