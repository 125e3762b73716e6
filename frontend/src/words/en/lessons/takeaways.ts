/** The sentences to take away, each with how far it holds. */
export const takeaways = {
  gradient: {
    text: 'LSTM and GRU solve the vanishing gradient problem through gating mechanisms',
    but:
      'Mitigate is the better word. A gate near 1 lets the gradient through, but nothing keeps it ' +
      'there, every gate below 1 takes its share, and gradients can still explode.',
  },
  flow: {
    text: 'Gates control the flow of information, enabling selective memory',
    but:
      'This one can be seen above: shut a gate and look. Not every gate matters equally: in two large ' +
      'comparisons the forget gate was the one that an LSTM could least do without.',
  },
  memory: {
    text: 'LSTM has more complex architecture but potentially better long-term memory',
    but:
      'Where a task needs a counter this can be shown: the cell state adds up without a bound, while ' +
      'a GRU’s state always stays within ±1.',
  },
  simpler: {
    text: 'GRU is simpler and often achieves comparable performance with fewer parameters',
    but: 'Often: which of the two came out ahead has changed with the task and the data.',
  },
  dependencies: {
    text: 'Both architectures enable learning of long-term dependencies',
    but:
      'Over tens to hundreds of steps, as a rule, and not always: training has to find the gates that ' +
      'hold. A forget gate that begins open, by its bias, helps an LSTM to get there.',
  },
  choice: {
    text: 'Choice between LSTM and GRU often depends on specific task requirements',
    but:
      'So measure, with several seeds and at equal size: the difference between two seeds can be ' +
      'larger than that between the two cells, as the table above shows where it says so.',
  },
  modern: {
    text: 'Understanding gating mechanisms is crucial for modern sequence modeling',
    but:
      'Helpful, at least. Most large models of language use attention instead, yet newer recurrent ' +
      'ones are built on gates again, which their input opens and shuts.',
  },
};
