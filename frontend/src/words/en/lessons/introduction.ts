/** Why an ordinary recurrent network forgets. Numbers come from the figure, not from here. */
const sentences = [
  'A recurrent network reads a sequence one step at a time and keeps what it has seen in a state: a ' +
    'list of numbers that each step makes anew from the one before and from the input.',
  'It learns by sending the error back through those same steps, and at every step the error is ' +
    'multiplied by a matrix and by the slope of a squashing function, which is at most 1.',
  'Many such factors in a row usually shrink it to nothing, or now and then blow it up: the vanishing ' +
    'gradient problem, so that an ordinary network seldom learns what an early step has to do with a ' +
    'late answer.',
  'Long Short-Term Memory (LSTM) and the Gated Recurrent Unit (GRU) add a path on which the state is ' +
    'only multiplied by a gate, a number from 0 to 1 that the network itself computes from what it ' +
    'reads.',
  'Where the gate stays near 1 the error comes through almost whole; where it closes, the network ' +
    'forgets, on purpose.',
];

export const introduction = {
  text: sentences.join(' '),
  fading: {
    reading:
      'How strongly the state so many steps ago still moves h now, as a share of one step ago: ' +
      'median and 10–90 % band. Thin lines: the direct path alone.',
    caption: 'Gates can hold a gradient; they do not guarantee it.',
  },
};
