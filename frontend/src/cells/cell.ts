import type { Table } from './table';

/**
 * One row of a cell's graph. `label` is the state of a `previous` node and the parameters' prefix
 * of an `affine` or a `diagonal`, whose `roles` name its weights, one for each argument.
 * `constants` are the numbers that the operation takes besides, in the order of its table.
 */
export interface Node {
  readonly id: string;
  readonly operation: string;
  readonly arguments: readonly string[];
  readonly label?: string;
  readonly roles?: readonly string[];
  readonly constants?: readonly number[];
}

/** Values that do the same work in different cells share a role, and with it a hue. */
export const ROLES = [
  'forget',
  'input',
  'output',
  'candidate',
  'cell',
  'hidden',
  'reset',
  'update',
] as const;
export type Role = (typeof ROLES)[number];

/**
 * How a value is written and called: `symbol` is its LaTeX without the step, `subscript` what its
 * parameters carry; `low` and `high` say what a gate does when it is shut and when it is open.
 */
export interface Word {
  readonly symbol: string;
  readonly word: string;
  readonly role: Role;
  readonly subscript?: string;
  readonly low?: string;
  readonly high?: string;
}

/** A recurrent cell: nodes in evaluation order, named values in the figures' order, states. */
export interface Cell {
  readonly name: string;
  readonly title: string;
  readonly nodes: readonly Node[];
  readonly values: readonly string[];
  readonly states: readonly string[];
  readonly words: Readonly<Table<Word>>;
}

/** The state that every cell has: the layer's output, which a readout reads. */
export const OUTPUT = 'h';
