import type { Winner } from '../panels/measured/compare';
import { words } from '../words/words.svelte';
import { told } from './told';

/** A row of the table: what is said of the two cells. */
export interface Aspect {
  readonly aspect: string;
  readonly lstm: string;
  readonly gru: string;
}

const texts = () => words.lessons.comparison;

export const ASPECTS = told({}, () => texts().aspects) satisfies Readonly<Record<string, Aspect>>;

/** What the row on performance claims of each thing that was measured; the LSTM is the first. */
export const PERFORMANCE_CLAIMS: Readonly<
  Record<'score' | 'steps' | 'seconds', { readonly winner: Winner; readonly merit: string }>
> = {
  score: told({ winner: 'first' }, () => ({ merit: texts().merits.score })),
  steps: told({ winner: 'second' }, () => ({ merit: texts().merits.steps })),
  seconds: told({ winner: 'second' }, () => ({ merit: texts().merits.seconds })),
};
