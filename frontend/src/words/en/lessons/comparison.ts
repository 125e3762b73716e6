/** What is said of the two cells, row by row of a table, and how its numbers are to be read. */
export const comparison = {
  aspects: {
    gates: {
      aspect: 'Gates',
      lstm: '3 gates (forget, input, output)',
      gru: '2 gates (reset, update)',
    },
    parameters: { aspect: 'Parameters', lstm: 'More parameters', gru: 'Fewer parameters' },
    memory: {
      aspect: 'Memory',
      lstm: 'Separate cell and hidden state',
      gru: 'Only hidden state',
    },
    performance: {
      aspect: 'Performance',
      lstm: 'Better on complex tasks',
      gru: 'Often comparable, faster training',
    },
  },
  merits: {
    score: 'has the better score',
    steps: 'gets there in fewer steps',
    seconds: 'takes less time a step',
  },
  caption:
    'The median over the seeds, and the range beneath it; each dot is a seed. Where two ranges overlap ' +
    'there is no clear difference. Small networks on small tasks: no more is claimed by the numbers.',
};
