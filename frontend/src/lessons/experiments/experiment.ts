import type { PartName } from '../../state/parts';
import type { SideKey } from '../../state/side.svelte';

/** A number that the page computes from what a link shows. Steps and units count from 1, as there. */
export type Reading =
  /** What a network answers: a number, or the probability of the class `label`. */
  | {
      readonly of: 'answer';
      readonly side: SideKey;
      readonly step: number;
      readonly label?: number;
    }
  /** A gate or state. */
  | {
      readonly of: 'value';
      readonly side: SideKey;
      readonly name: string;
      readonly unit: number;
      readonly step: number;
    }
  /** What is left of a change of a unit's state, made after step `from`, after step `to`. */
  | {
      readonly of: 'carried';
      readonly cell: CellKey;
      readonly path: 'direct' | 'all';
      readonly from: number;
      readonly to: number;
    }
  /** The figure of the fading gradient, its middle curve. */
  | { readonly of: 'fading'; readonly cell: CellKey; readonly lag: number }
  | { readonly of: 'parameters'; readonly side: SideKey }
  /** The median over the seeds of the training records. */
  | { readonly of: 'record'; readonly cell: CellKey; readonly what: Recorded };

export type CellKey = SideKey | 'rnn';

/** What the records keep of each seed. */
export type Recorded = 'score' | 'seconds';

/** What is looked at. */
export type Outcome =
  | { readonly single: Reading }
  /** One reading, before and after what the link does. */
  | { readonly change: Reading }
  /** Two readings of what the link shows. */
  | { readonly pair: readonly [Reading, Reading] };

/** What of the two numbers decides: the second itself, its share of the first, or their ranges. */
export type Measure = 'second' | 'share' | 'lead';

/** From `from` up to, and not with, `to`. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** A prediction: its words, and the numbers of which they are true. */
export interface Choice extends Interval {
  readonly text: string;
}

/** Something else to look at, with what the explanation says of it. */
export interface Also extends Interval {
  readonly outcome: Outcome;
  readonly measure: Measure;
}

/** A link, what may be predicted of it, and what is measured. */
export interface Plan {
  /** As in docs/links.md. */
  readonly link: string;
  /** The link that it is held against; left out, the same without its edits. */
  readonly against?: string;
  /** The part of the page beside which it is explained. */
  readonly at: Extract<PartName, 'cells' | 'fading' | 'gating' | 'measured'>;
  /** How many values its sequence has to ignore, where the question says so. */
  readonly others?: number;
  readonly outcome: Outcome;
  readonly measure: Measure;
  /** Of what is computed exactly one is true. */
  readonly choices: readonly [Interval, Interval, Interval];
  readonly also?: readonly Also[];
}

/** A plan and its texts, in the language in which they are read. */
export interface Experiment extends Plan {
  readonly id: string;
  readonly title: string;
  readonly question: string;
  readonly choices: readonly [Choice, Choice, Choice];
  readonly explanation: string;
}
