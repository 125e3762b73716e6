/** What each gate does: the one sentence to keep, then what makes it so. */
export const functions = {
  forget: {
    title: 'Forget Gate',
    gist: 'Decides what information to discard from cell state',
    text:
      'Each unit of C₋₁ is multiplied by its own f: 1 keeps the number, 0 erases it, and anything ' +
      'between lets it fade. The first LSTM of 1997 had none; Gers et al. added it in 2000, so that a ' +
      'network could clear its memory by itself.',
  },
  input: {
    title: 'Input Gate',
    gist: 'Determines which values to update in cell state',
    text:
      'The candidate C̃ says what could be written, i how much of it is added to C. With i shut and f ' +
      'open a unit holds its number while other inputs pass by.',
  },
  output: {
    title: 'Output Gate',
    gist: 'Controls what parts of cell state to output',
    text:
      'It multiplies tanh(C) on the way to h, and h is all that the next step’s gates and the answer ' +
      'can see. With o shut a unit can keep a number for later without disturbing anything now.',
  },
  update: {
    title: 'Update Gate (GRU)',
    gist: 'Combines forget and input gates into one',
    text:
      'One number z divides each unit between its old value and the candidate, so that what is written ' +
      'is always taken from what is kept. An LSTM can open both gates and add up; a GRU cannot.',
  },
  reset: {
    title: 'Reset Gate',
    gist: 'Decides how much of the past the candidate may use',
    text:
      'With r shut the candidate is made from the input alone, as if the sequence began here. The state ' +
      'itself is not touched: whether it changes is for z to say.',
  },
};
