import type { Role } from '../cells/graph';
import type { SideKey } from '../state/side.svelte';
import { words } from '../words/words.svelte';
import type { ExperimentId } from './experiments';
import { told } from './told';

/** One point of a list: its words, a qualification, and the work that it speaks of. */
export interface Feature {
  readonly text: string;
  readonly but?: string;
  readonly roles: readonly Role[];
  /** Left out where it speaks of both cells. */
  readonly side?: SideKey;
  readonly experiment: ExperimentId;
}

const texts = () => words.lessons.innovations;

export const FEATURES: Readonly<Record<SideKey, readonly Feature[]>> = {
  lstm: [
    told(
      { side: 'lstm', roles: ['cell', 'hidden'], experiment: 'two_states' },
      () => texts().lstm.states,
    ),
    told(
      { side: 'lstm', roles: ['forget', 'input', 'output'], experiment: 'by_hand' },
      () => texts().lstm.gates,
    ),
    told(
      { side: 'lstm', roles: ['forget', 'input', 'cell'], experiment: 'keep_first' },
      () => texts().lstm.control,
    ),
    told(
      { side: 'lstm', roles: ['forget', 'cell'], experiment: 'long_memory' },
      () => texts().lstm.dependencies,
    ),
  ],
  gru: [
    told(
      { side: 'gru', roles: ['reset', 'update', 'candidate'], experiment: 'parameters' },
      () => texts().gru.simpler,
    ),
    told(
      { side: 'gru', roles: ['reset', 'update'], experiment: 'both_open' },
      () => texts().gru.gates,
    ),
    told(
      { roles: ['update', 'forget', 'input'], experiment: 'half_open' },
      () => texts().gru.combined,
    ),
    told(
      { side: 'gru', roles: ['hidden'], experiment: 'comparable' },
      () => texts().gru.performance,
    ),
  ],
};
