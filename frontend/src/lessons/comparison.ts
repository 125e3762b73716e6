import type { Winner } from '../panels/measured/compare';

/** A row of the table: what is said of the two cells. */
export interface Aspect {
  readonly aspect: string;
  readonly lstm: string;
  readonly gru: string;
}

export const ASPECTS = {
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
} as const satisfies Readonly<Record<string, Aspect>>;

/** What the row on performance claims of each thing that was measured; the LSTM is the first. */
export const PERFORMANCE_CLAIMS: Readonly<
  Record<'score' | 'steps' | 'seconds', { readonly winner: Winner; readonly merit: string }>
> = {
  score: { winner: 'first', merit: 'has the better score' },
  steps: { winner: 'second', merit: 'gets there in fewer steps' },
  seconds: { winner: 'second', merit: 'takes less time a step' },
};

export const MEASURED_CAPTION =
  'The median over the seeds, and the range beneath it; each dot is a seed. Where two ranges overlap ' +
  'there is no clear difference. Small networks on small tasks: no more is claimed by the numbers.';
