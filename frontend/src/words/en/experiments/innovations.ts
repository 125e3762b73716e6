/** The texts of the experiments on what sets the two cells apart. */
export const innovations = {
  two_states: {
    title: 'Hide what is kept',
    question:
      'At the recall every output gate of the LSTM is now 0, so that h is 0 as well. What is ' +
      'left of the cell state of unit 2, which holds the value?',
    choices: ['All of it', 'About half of it', 'Nothing'],
    explanation:
      'The answer is lost and the memory is not: it is kept in C, and only shown through h. A ' +
      'step later the gate could open and say it.',
  },
  by_hand: {
    title: 'Set the gates by hand',
    question:
      'In unit 2 all that the gates learned is thrown away. Instead, at a store f is 0 and i is ' +
      '1; in between f is 1 and i is 0; and o is 1 at the recall alone. What does the LSTM say ' +
      'there?',
    choices: ['The same, to within a tenth', 'Less than half of it', 'More than twice as much'],
    explanation:
      'The three gates of this unit can be read as a rule and replaced by it: erase and write at ' +
      'a store, keep in between, show when asked. Not every unit of every network is so plain.',
  },
  keep_first: {
    title: 'Keep the first value instead',
    question:
      'At step 3 the LSTM replaces −0.6 by +0.8. Now f is 1 and i is 0 at that step. What does ' +
      'it say at the recall?',
    choices: [
      'The new value all the same, about +0.8',
      'Near the value stored first, −0.6',
      'Close to nothing, within 0.1 of zero',
    ],
    explanation:
      'f says what stays and i says what enters, each by itself. Together they turned “replace” ' +
      'into “keep”, and the other units, which were held too, make the answer a little different.',
  },
  long_memory: {
    title: 'Hold a value over many steps',
    question: (others: number) =>
      `A value is stored, and ${others} others are to be ignored. How much of a small change that was ` +
      'made at the start is still there in the ordinary network, beside the LSTM?',
    choices: [
      'About as much, within a factor of two',
      'A tenth to a half as much',
      'Less than a hundredth as much',
    ],
    explanation:
      'Both were trained on this task, on at most 30 steps. In the LSTM a gate close to 1 ' +
      'carries the change on; in the ordinary network each step shrinks it. One trained pair, ' +
      'one unit of each.',
  },
  parameters: {
    title: 'Count the parameters',
    question:
      'An LSTM has four learned layers and a GRU three. At the same number of units and inputs, ' +
      'how many parameters has the GRU?',
    choices: ['Half as many', 'Three quarters as many', 'As many'],
    explanation:
      'Each learned layer has a weight for every input and every unit, and a bias: three layers ' +
      'of the same size have three quarters of what four have. The other form of the GRU, with ' +
      'the reset after the product, has one bias more for each unit.',
  },
  both_open: {
    title: 'Hold both gates open',
    question:
      'With r and z at 1 throughout, h is the candidate and the candidate uses all of the past: ' +
      'an ordinary network with the weights of this GRU. What does it say at the recall?',
    choices: [
      'The same, to within a tenth',
      'Something else, off by more than half of it',
      'Next to nothing, less than a tenth of it',
    ],
    explanation:
      'Without its two gates it says something that was never stored. Its weights were learned ' +
      'for gates that shut: an ordinary network, trained as one, does better than this.',
  },
  half_open: {
    title: 'Open the update gate halfway',
    question:
      'At step 3 the GRU replaces −0.6 by +0.8, with z close to 1. Now z is 0.5 there. What does ' +
      'it say at the recall?',
    choices: [
      'The new value, about +0.8',
      'Something between the two',
      'The sum of both weights: more than +0.9',
    ],
    explanation:
      'One gate divides each unit between old and new. As much as is written is taken from what ' +
      'is kept, so that the answer lies between the two values.',
  },
  comparable: {
    title: 'Compare the two on sunspots',
    question:
      'Both were trained five times to say next year’s sunspot number, with as many units each. ' +
      'Which has the smaller error in years that it was not trained on?',
    choices: ['The LSTM, each time', 'The GRU, each time', 'Neither: the ranges overlap'],
    explanation:
      'The numbers are the medians of the five; the dots in the table show each. Where the ' +
      'ranges overlap, no difference is claimed. Small networks on one small task: no more than ' +
      'that is shown.',
  },
};
