/** What is new in the two cells, point by point, with how far it holds. */
export const innovations = {
  lstm: {
    states: {
      text: 'Separate cell state and hidden state',
      but: 'one is kept, the other is shown',
    },
    gates: { text: 'Three gates: forget, input, and output' },
    control: { text: 'Explicit memory control mechanism', but: 'f erases, i writes' },
    dependencies: {
      text: 'Better long-term dependency learning',
      but: 'than an ordinary network, as a rule',
    },
  },
  gru: {
    simpler: {
      text: 'Simpler architecture with fewer parameters',
      but: 'three learned layers, not four',
    },
    gates: { text: 'Two gates: reset and update' },
    combined: {
      text: 'Combines forget and input gates',
      but: 'what z replaces, it also forgets',
    },
    performance: { text: 'Often comparable performance to LSTM', but: 'not on every task' },
  },
};
