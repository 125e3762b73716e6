import type { Coefficients } from './edits';
import { isInput, parametersOf, type Node } from './graph';
import type { Call } from './operations';
import { mapTable, table, type Table } from './table';
import type { Weights } from './weights';

/** A layer's run over a sequence. Arrays are flat, row-major (time, batch, unit). */
export interface Run {
  readonly weights: Weights;
  readonly time: number;
  readonly batch: number;
  /** (time, batch, input) */
  readonly x: Float64Array;
  /** The states before the first step, (batch, unit). */
  readonly initial: Readonly<Table<Float64Array>>;
  /** Every node of the graph, after its edits. */
  readonly values: Readonly<Table<Float64Array>>;
  /** Before its edits, for nodes that have any. */
  readonly raw: Readonly<Table<Float64Array>>;
  readonly coefficients: Readonly<Table<Coefficients>>;
}

export type Setting = Omit<Run, 'initial' | 'values' | 'raw'>;

/** Room for a run's values. Only `x` and the initial states are filled in. */
export function makeRun(setting: Setting, given: Readonly<Table<Float64Array>>): Run {
  const { weights, time, batch, x, coefficients } = setting;
  const { cell, hiddenSize } = weights;
  const row = batch * hiddenSize;
  // A state's values from the start on: the same numbers, one row on, are those before each step.
  const states = table(cell.states.map((s) => [s, new Float64Array((time + 1) * row)] as const));
  for (const [state, start] of Object.entries(given)) states[state].set(start);
  const place = ({ id, operation, label }: Node): Float64Array => {
    if (operation === 'input') return x;
    if (operation === 'previous') return states[label!].subarray(0, time * row);
    return states[id]?.subarray(row) ?? new Float64Array(time * row);
  };
  return {
    ...setting,
    initial: mapTable(states, (values) => values.slice(0, row)),
    values: table(cell.nodes.map((node) => [node.id, place(node)] as const)),
    raw: mapTable(coefficients, () => new Float64Array(time * row)),
  };
}

/** A node's part of a run, as its operation takes it. */
export function callOf({ weights, values, raw }: Run, node: Node): Call {
  const { cell, inputSize, hiddenSize, parameters } = weights;
  return {
    value: raw[node.id] ?? values[node.id],
    arguments: node.arguments.map((id) => values[id]),
    sizes: node.arguments.map((id) => (isInput(cell, id) ? inputSize : hiddenSize)),
    parameters: parametersOf(node).map((name) => parameters[name]),
    constants: node.constants ?? [],
    units: hiddenSize,
  };
}
