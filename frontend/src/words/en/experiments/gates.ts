/** The texts of the experiments on each gate. */
export const gates = {
  forget: {
    title: 'Shut the forget gate once',
    question:
      'The LSTM stored +0.8 at step 3. Now f is 0 in every unit at step 4, and at no other. What ' +
      'does the LSTM say at the recall?',
    choices: ['The same, to within a tenth', 'Less than a fifth of it', 'About half of it'],
    explanation:
      'With f at 0 nothing of C₃ passes directly into C₄, so that unit 2, which held the value, ' +
      'is empty. The little that is still said came another way: h₃ had shown some of it to the ' +
      'gates.',
  },
  input: {
    title: 'Shut the input gate at a store',
    question:
      'At step 3 the LSTM is to store +0.8; before, it stored −0.6. Now i is 0 at step 3, so ' +
      'that nothing is written. What does it say at the recall?',
    choices: [
      'The new value all the same, about +0.8',
      'The value stored before, about −0.6',
      'Close to nothing, within 0.1 of zero',
    ],
    explanation:
      'The new value is not written, and the old one is gone too: at a store the forget gate ' +
      'shuts by itself to make room. Two gates work together here, and only one of them was held.',
  },
  output: {
    title: 'Hold the output gate open',
    question:
      'Unit 2 holds +0.8 from step 3 on and keeps its output gate shut until the recall. Now ' +
      'that gate is held at 1. What does the LSTM say at step 4, where 0 is right?',
    choices: [
      'Still close to 0, within 0.1',
      'More than half of the stored value',
      'Its opposite, less than −0.4',
    ],
    explanation:
      'What the cell keeps hardly changes, and at the recall it says much the same. The gate ' +
      'decided when it was shown: held open, the network speaks before it is asked.',
  },
  update: {
    title: 'Shut the update gate at a store',
    question:
      'At step 3 the GRU is to store +0.8; before, it stored −0.6. Now z is 0 at step 3. What ' +
      'does the GRU say at the recall?',
    choices: [
      'The new value all the same, about +0.8',
      'The value stored before, about −0.6',
      'Close to nothing, within 0.1 of zero',
    ],
    explanation:
      'One gate does two things. What is not replaced is kept, whole: so the GRU says the older ' +
      'value. The LSTM, its input gate shut at the same step, has nothing left to say.',
  },
  reset: {
    title: 'Shut the reset gate at the recall',
    question:
      'The GRU keeps +0.8 in unit 1. At the recall alone r is now 0: the candidate cannot use ' +
      'the past, and the state is not touched by r. What does the GRU say?',
    choices: [
      'The same, to within a tenth: the state is still there',
      'About half of it',
      'Next to nothing, less than a tenth of it',
    ],
    explanation:
      'Unit 1 still holds the value. But this GRU says it by way of other units, whose ' +
      'candidates fetch it from there at the recall, and they were kept from looking.',
  },
};
