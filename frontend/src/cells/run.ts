import type { Coefficients } from './edits';
import { parametersOf, type Node } from './graph';
import type { Call } from './operations';
import { mapTable, table, type Table } from './table';
import { sizeOf, type Weights } from './weights';

/** A layer's run over a sequence. Arrays are flat, row-major (time, batch, unit). */
export interface Run {
  readonly weights: Weights;
  readonly time: number;
  readonly batch: number;
  /** (time, batch, input) */
  readonly x: Float64Array;
  /** The states before the first step, (batch, unit); a projected one (batch, proj). */
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
  const { cell } = weights;
  const rowOf = (id: string) => batch * sizeOf(weights, id);
  // A state's values from the start on: the same numbers, one row on, are those before each step.
  const states = table(
    cell.states.map((s) => [s, new Float64Array((time + 1) * rowOf(s))] as const),
  );
  for (const [state, start] of Object.entries(given)) states[state].set(start);
  const place = ({ id, operation, label }: Node): Float64Array => {
    if (operation === 'input') return x;
    if (operation === 'previous') return states[label!].subarray(0, time * rowOf(id));
    return states[id]?.subarray(rowOf(id)) ?? new Float64Array(time * rowOf(id));
  };
  return {
    ...setting,
    initial: mapTable(states, (values, s) => values.slice(0, rowOf(s))),
    values: table(cell.nodes.map((node) => [node.id, place(node)] as const)),
    raw: mapTable(coefficients, (_, id) => new Float64Array(time * rowOf(id))),
  };
}

/** A node's part of a run, as its operation takes it. */
export function callOf({ weights, values, raw }: Run, node: Node): Call {
  return {
    value: raw[node.id] ?? values[node.id],
    arguments: node.arguments.map((id) => values[id]),
    sizes: node.arguments.map((id) => sizeOf(weights, id)),
    parameters: parametersOf(node).map((name) => weights.parameters[name]),
    constants: node.constants ?? [],
    units: sizeOf(weights, node.id),
  };
}
