/** What the page and the worker that trains say to each other. */
import type { Model } from '../cells/model';
import type { Table } from '../cells/table';
import type { HeldOut } from '../tasks';
import type { Examples } from './examples';
import type { Recipe } from './recipe';

/** A run to be begun: the untrained networks, by the names by which they are reported. */
export interface Setting {
  readonly task: string;
  readonly seed: number;
  readonly recipe: Recipe;
  readonly starts: Readonly<Table<Model>>;
}

/** To the worker. What tasks are trained on, and scored by, comes before a run is begun. */
export type Order =
  | { readonly kind: 'give'; readonly examples: Examples; readonly heldOut: HeldOut }
  | { readonly kind: 'begin'; readonly setting: Setting }
  | { readonly kind: 'run' | 'pause' | 'once' }
  | { readonly kind: 'change'; readonly recipe: Recipe };

/** Steps that have been done since the report before; the losses of each network, in order. */
export interface Progress {
  readonly kind: 'progress';
  /** All steps and all sequences so far, and the seconds that the worker spent on them. */
  readonly step: number;
  readonly sequences: number;
  readonly seconds: number;
  /** NaN for a network that does not train any more. */
  readonly losses: Readonly<Table<Float64Array>>;
}

/** All networks' numbers after a step, and their scores where those were measured. */
export interface Snapshot {
  readonly kind: 'snapshot';
  readonly step: number;
  readonly numbers: Readonly<Table<Float64Array>>;
  readonly scores: Readonly<Table<number>> | null;
  /** Whether it answers an order, after which the networks stand still. */
  readonly isAnswer: boolean;
}

/** A network's loss got out of hand at a step: it went back to what it was before another. */
export interface Diverged {
  readonly kind: 'diverged';
  readonly name: string;
  readonly step: number;
  readonly goodStep: number;
}

export interface Failed {
  readonly kind: 'failed';
  readonly message: string;
}

/** From the worker. */
export type Report = Progress | Snapshot | Diverged | Failed;
