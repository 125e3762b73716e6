import type { Model } from '../../cells/model';
import type { Table } from '../../cells/table';
import type { Reset } from '../choice.svelte';

/** The networks that train side by side. */
export const RUNNERS = ['lstm', 'gru', 'rnn'] as const;
export type RunnerKey = (typeof RUNNERS)[number];

/** The networks that a run begins with. */
export type Starts = Readonly<Record<RunnerKey, Model>>;

/** All networks' numbers, by name. */
export type Numbers = Readonly<Table<Float64Array>>;

/** What a run is a run of: where this changes, another begins. */
export interface Setup {
  readonly task: string;
  readonly hiddenSize: number;
  readonly seed: number;
  readonly forgetBias: number;
  readonly reset: Reset;
}

const PARTS = ['task', 'hiddenSize', 'seed', 'forgetBias', 'reset'] as const;

/** What is not the same; of another task nothing else matters. */
export function difference(a: Setup, b: Setup): readonly (keyof Setup)[] {
  const parts = PARTS.filter((key) => a[key] !== b[key]);
  return parts[0] === 'task' ? ['task'] : parts;
}

export function isSame(a: Setup, b: Setup): boolean {
  return difference(a, b).length === 0;
}

/** What the networks are called. */
export function titlesOf(starts: Starts): Readonly<Record<RunnerKey, string>> {
  const entries = RUNNERS.map((name) => [name, starts[name].weights.cell.title]);
  return Object.fromEntries(entries) as Record<RunnerKey, string>;
}
