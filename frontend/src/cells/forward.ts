import { checkInitial, checkSequence } from './checkInput';
import { checkEdits, composeEdits, type Coefficients, type Edit } from './edits';
import { OPERATIONS, SOURCES } from './operations';
import { callOf, makeRun, type Run } from './run';
import type { Table } from './table';
import { sizeOf, type Weights } from './weights';

export type { Run } from './run';

export interface ForwardOptions {
  readonly time: number;
  readonly batch: number;
  /** States before the first step, (batch, unit); zero where left out. */
  readonly initial?: Readonly<Table<Float64Array>> | null;
  readonly edits?: readonly Edit[];
}

/** Computes rows from..to of one node. */
export type Instruction = (from: number, to: number) => void;

/**
 * Runs a layer over a sequence `x` (time, batch, input); gives every node of every step.
 *
 * @throws InputError a size does not fit, or a number is not finite.
 * @throws EditError an edit names what the layer does not have.
 */
export function forward(weights: Weights, x: Float64Array, options: ForwardOptions): Run {
  const { time, batch, initial, edits = [] } = options;
  checkSequence(weights, x, time, batch);
  checkInitial(weights, initial ?? {}, batch);
  checkEdits(weights.cell, edits);
  const coefficients = composeEdits(edits, (name) => ({
    time,
    batch,
    unit: sizeOf(weights, name),
  }));
  const run = makeRun({ weights, time, batch, x, coefficients }, initial ?? {});
  const instructions = plan(run);
  for (let row = 0; row < time * batch; row += batch) {
    for (const instruction of instructions) instruction(row, row + batch);
  }
  return run;
}

/** The nodes to compute at each step, in order, with their arrays looked up once. */
export function plan(run: Run): readonly Instruction[] {
  const nodes = run.weights.cell.nodes.filter(({ operation }) => !SOURCES.includes(operation));
  return nodes.flatMap((node): Instruction[] => {
    const call = callOf(run, node);
    const operation = OPERATIONS[node.operation];
    const compute: Instruction = (from, to) => operation.forward(call, from, to);
    const edit = run.coefficients[node.id];
    if (!edit) return [compute];
    const { units, value } = call;
    const edited = run.values[node.id];
    return [compute, (from, to) => applyEdits(edit, value, edited, from * units, to * units)];
  });
}

/** v' = a·v + b; where a is 0, b itself, since 0·∞ is no number. */
function applyEdits(
  { a, b }: Coefficients,
  raw: Float64Array,
  edited: Float64Array,
  from: number,
  to: number,
): void {
  for (let k = from; k < to; k++) edited[k] = a[k] === 0 ? b[k] : a[k] * raw[k] + b[k];
}
