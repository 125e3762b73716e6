import type { ExperimentId } from './experiments';
import type { ReferenceKey } from './references';

/** One sentence to take away, how far it holds, and who showed it. */
export interface Takeaway {
  readonly text: string;
  /** Left out where the sentence holds as it stands. */
  readonly but?: string;
  readonly from: readonly ReferenceKey[];
  /** What illustrates it. */
  readonly see: ExperimentId;
  /** Counter-examples, where there are any. */
  readonly counters?: readonly ExperimentId[];
}

export const TAKEAWAYS: readonly Takeaway[] = [
  {
    text: 'LSTM and GRU solve the vanishing gradient problem through gating mechanisms',
    but:
      'Mitigate is the better word. A gate near 1 lets the gradient through, but nothing keeps it ' +
      'there, every gate below 1 takes its share, and gradients can still explode.',
    from: ['bengio1994', 'hochreiter1997', 'pascanu2013'],
    see: 'open_bias',
    counters: ['gates_alone', 'small_leak'],
  },
  {
    text: 'Gates control the flow of information, enabling selective memory',
    but:
      'This one can be seen above: shut a gate and look. Not every gate matters equally: in two large ' +
      'comparisons the forget gate was the one that an LSTM could least do without.',
    from: ['gers2000', 'jozefowicz2015', 'greff2017'],
    see: 'forget',
    counters: ['already_shut'],
  },
  {
    text: 'LSTM has more complex architecture but potentially better long-term memory',
    but:
      'Where a task needs a counter this can be shown: the cell state adds up without a bound, while ' +
      'a GRU’s state always stays within ±1.',
    from: ['weiss2018'],
    see: 'adding_up',
    counters: ['memory_scores'],
  },
  {
    text: 'GRU is simpler and often achieves comparable performance with fewer parameters',
    but: 'Often: which of the two came out ahead has changed with the task and the data.',
    from: ['cho2014', 'chung2014', 'jozefowicz2015'],
    see: 'digits_scores',
  },
  {
    text: 'Both architectures enable learning of long-term dependencies',
    but:
      'Over tens to hundreds of steps, as a rule, and not always: training has to find the gates that ' +
      'hold. A forget gate that begins open, by its bias, helps an LSTM to get there.',
    from: ['hochreiter1997', 'gers2000', 'jozefowicz2015'],
    see: 'adding_scores',
    counters: ['beyond_training'],
  },
  {
    text: 'Choice between LSTM and GRU often depends on specific task requirements',
    but:
      'So measure, with several seeds and at equal size: the difference between two seeds can be ' +
      'larger than that between the two cells, as the table above shows where it says so.',
    from: ['chung2014', 'greff2017'],
    see: 'comparable',
  },
  {
    text: 'Understanding gating mechanisms is crucial for modern sequence modeling',
    but:
      'Helpful, at least. Most large models of language use attention instead, yet newer recurrent ' +
      'ones are built on gates again, which their input opens and shuts.',
    from: ['vaswani2017', 'gu2023'],
    see: 'by_hand',
    counters: ['names_scores'],
  },
];
