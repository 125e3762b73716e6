import type { Role } from '../cells/graph';
import type { SideKey } from '../state/side.svelte';
import type { ExperimentId } from './experiments';

/** One point of a list: its words, a qualification, and the work that it speaks of. */
export interface Feature {
  readonly text: string;
  readonly but?: string;
  readonly roles: readonly Role[];
  /** Left out where it speaks of both cells. */
  readonly side?: SideKey;
  readonly experiment: ExperimentId;
}

export const FEATURES: Readonly<Record<SideKey, readonly Feature[]>> = {
  lstm: [
    {
      text: 'Separate cell state and hidden state',
      but: 'one is kept, the other is shown',
      side: 'lstm',
      roles: ['cell', 'hidden'],
      experiment: 'two_states',
    },
    {
      text: 'Three gates: forget, input, and output',
      side: 'lstm',
      roles: ['forget', 'input', 'output'],
      experiment: 'by_hand',
    },
    {
      text: 'Explicit memory control mechanism',
      but: 'f erases, i writes',
      side: 'lstm',
      roles: ['forget', 'input', 'cell'],
      experiment: 'keep_first',
    },
    {
      text: 'Better long-term dependency learning',
      but: 'than an ordinary network, as a rule',
      side: 'lstm',
      roles: ['forget', 'cell'],
      experiment: 'long_memory',
    },
  ],
  gru: [
    {
      text: 'Simpler architecture with fewer parameters',
      but: 'three learned layers, not four',
      side: 'gru',
      roles: ['reset', 'update', 'candidate'],
      experiment: 'parameters',
    },
    {
      text: 'Two gates: reset and update',
      side: 'gru',
      roles: ['reset', 'update'],
      experiment: 'both_open',
    },
    {
      text: 'Combines forget and input gates',
      but: 'what z replaces, it also forgets',
      roles: ['update', 'forget', 'input'],
      experiment: 'half_open',
    },
    {
      text: 'Often comparable performance to LSTM',
      but: 'not on every task',
      side: 'gru',
      roles: ['hidden'],
      experiment: 'comparable',
    },
  ],
};
