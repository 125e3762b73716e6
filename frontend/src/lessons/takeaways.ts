import { words } from '../words/words.svelte';
import type { ExperimentId } from './experiments';
import type { ReferenceKey } from './references';
import { told } from './told';

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

const texts = () => words.lessons.takeaways;

export const TAKEAWAYS: readonly Takeaway[] = [
  told(
    {
      from: ['bengio1994', 'hochreiter1997', 'pascanu2013'],
      see: 'open_bias',
      counters: ['gates_alone', 'small_leak'],
    },
    () => texts().gradient,
  ),
  told(
    {
      from: ['gers2000', 'jozefowicz2015', 'greff2017'],
      see: 'forget',
      counters: ['already_shut'],
    },
    () => texts().flow,
  ),
  told(
    {
      from: ['weiss2018'],
      see: 'adding_up',
      counters: ['memory_scores'],
    },
    () => texts().memory,
  ),
  told(
    {
      from: ['cho2014', 'chung2014', 'jozefowicz2015'],
      see: 'digits_scores',
    },
    () => texts().simpler,
  ),
  told(
    {
      from: ['hochreiter1997', 'gers2000', 'jozefowicz2015'],
      see: 'adding_scores',
      counters: ['beyond_training'],
    },
    () => texts().dependencies,
  ),
  told(
    {
      from: ['chung2014', 'greff2017'],
      see: 'comparable',
    },
    () => texts().choice,
  ),
  told(
    {
      from: ['vaswani2017', 'gu2023'],
      see: 'by_hand',
      counters: ['names_scores'],
    },
    () => texts().modern,
  ),
];
