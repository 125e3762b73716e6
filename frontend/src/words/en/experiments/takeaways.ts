/** The texts of the experiments on the sentences to take away, and against them. */
export const takeaways = {
  open_bias: {
    title: 'Open the forget gate before training',
    question:
      'An untrained LSTM, with a forget bias of 0. What happens to its gradient over 50 steps ' +
      'when that bias is 5, which opens the forget gate?',
    choices: [
      'It stays as it is, within a factor of ten',
      'It grows by ten to a thousand times',
      'It grows more than a million times',
    ],
    explanation:
      'The path along C multiplies by f at every step. With f near one half little is left after ' +
      'so many steps; with f near 1 a part comes through. Nothing else of the network was ' +
      'changed.',
  },
  gates_alone: {
    title: 'Gates alone do not hold a gradient',
    question:
      'Both untrained, the LSTM with a forget bias of 0: how much of the gradient is left ten ' +
      'steps back in the LSTM, beside the ordinary network?',
    choices: [
      'More than ten times as much',
      'About as much, within a factor of two',
      'Less than a fifth as much',
    ],
    explanation:
      'With f near one half the LSTM forgets by design, and faster than this ordinary network. ' +
      'The gate makes it possible to hold a gradient; training, or the bias, has to open it. ' +
      'With other random weights the numbers are others.',
  },
  already_shut: {
    title: 'Shut the forget gate where it is shut',
    question:
      'The same gate, a step earlier: f is 0 at step 3, the store. What does the LSTM say at the ' +
      'recall?',
    choices: ['The same, to within a twentieth', 'About half of it', 'Less than a fifth of it'],
    explanation:
      'At a store the network shuts f by itself, so that there is little to change. What a gate ' +
      'does depends on the step: the same edit, one step later, costs the memory.',
  },
  adding_up: {
    title: 'Add up without a bound',
    question:
      'In unit 2 of the LSTM, f, i and C̃ are held at 1, in unit 1 of the GRU z and h̃: ' +
      'everything open, the largest candidate. After five steps, how large is C, beside the ' +
      'GRU’s h?',
    choices: ['As large', 'Twice as large', 'Five times as large'],
    explanation:
      'C adds one at each step: it can count. The GRU’s h is a mean of what was there and a ' +
      'candidate within ±1, so that it cannot leave that range.',
  },
  memory_scores: {
    title: 'Compare the two on memory alone',
    question:
      'Store and recall needs nothing but memory. Of five trainings each, with as many units: ' +
      'which has the smaller error?',
    choices: ['The LSTM, each time', 'The GRU, each time', 'Neither: the ranges overlap'],
    explanation:
      'Here the LSTM’s second state gives no clear advantage. The task is small and its ' +
      'sequences are short; it does not need what a GRU lacks.',
  },
  digits_scores: {
    title: 'Compare the two on digits',
    question:
      'Digits, a row of pixels a step, with as many units and five trainings each. Which reads ' +
      'more of the held-out digits rightly?',
    choices: ['The LSTM, each time', 'The GRU, each time', 'Neither: the ranges overlap'],
    explanation:
      'With three quarters of the parameters the GRU did better here on every seed. That is one ' +
      'task, one size and one length of training; on others the order may turn.',
  },
  beyond_training: {
    title: 'Hold a value for longer than in training',
    question: (others: number) =>
      `Stored: +0.8. Then ${others} values to be ignored, twice as many steps as in any training ` +
      'sequence, and a recall. What does the LSTM say?',
    choices: [
      'Close to nothing, within 0.1 of zero',
      'More than half of it, but not all',
      'All of it: +0.8, to within 0.05',
    ],
    explanation:
      'Both still know most of it. Their gates are close to 1 or 0 and not at them, so that each ' +
      'step takes a little: long dependencies are learned, and not without end.',
  },
  small_leak: {
    title: 'Let the memory leak a little',
    question: (others: number) =>
      `A value is to be held over ${others} others. Each forget gate is now a twentieth smaller than ` +
      'computed, at every step. What is left of the LSTM’s answer?',
    choices: [
      'Nineteen twentieths of it, or nearly',
      'About half to two thirds of it',
      'Less than a third of it',
    ],
    explanation:
      'The losses multiply: a twentieth a step leaves little after so many. To hold on to ' +
      'something for long, a gate has to be very close to 1, which is what training has to find.',
  },
  adding_scores: {
    title: 'Compare with an ordinary network on adding',
    question:
      'Adding asks for the sum of two marked numbers, many steps apart. Five trainings each, ' +
      'with as many units: how large is the LSTM’s error, beside an ordinary network’s?',
    choices: [
      'About as large, within a factor of two',
      'A tenth to a half as large',
      'Less than a tenth as large',
    ],
    explanation:
      'Both gated networks learned it; the ordinary one came only part of the way, with fewer ' +
      'parameters and the same length of training. Longer training, or more units, might help it.',
  },
  names_scores: {
    title: 'Compare with an ordinary network on names',
    question:
      'Saying the next letter of a name, with as many units and five trainings each. Which has ' +
      'the smaller cross-entropy on names that it was not trained on?',
    choices: [
      'The ordinary network, each time',
      'The LSTM, each time',
      'Neither: the ranges overlap',
    ],
    explanation:
      'Names are short, and the last few letters say most of what comes next. Where little has ' +
      'to be held for long, gates need not make a difference, and the ordinary network has fewer ' +
      'parameters.',
  },
};
