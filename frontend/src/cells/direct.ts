import { node, type Cell } from './graph';
import type { Run } from './run';

/**
 * The factors of a state's direct path: where its next value is a sum, the nodes that stand in
 * one of its terms as an elementwise factor of the state's own previous value: f in C = f∗C₋₁ + …,
 * 1 − z in h = (1 − z)∗h₋₁ + …. None where the old value has to go through a matrix.
 */
export function directFactors(cell: Cell, state: string): readonly string[] {
  return terms(cell, state).flatMap((id) => {
    const { operation, arguments: args } = node(cell, id);
    if (operation !== 'multiply') return [];
    const [left, right] = args.map((argument) => isPrevious(cell, argument, state));
    return left === right ? [] : [args[left ? 1 : 0]];
  });
}

/** The one factor of a state's direct path, or null where there is none. */
export function directFactor(cell: Cell, state: string): string | null {
  const factors = directFactors(cell, state);
  return factors.length === 1 ? factors[0] : null;
}

/**
 * What each step passes on directly of a state: ∂s/∂s₋₁ by the direct path alone, (time, batch,
 * unit), the state's own edits included. Null where there is no direct path.
 */
export function directPath(run: Run, state: string): Float64Array | null {
  const factors = directFactors(run.weights.cell, state);
  if (factors.length === 0) return null;
  const a = run.coefficients[state]?.a;
  const values = factors.map((id) => run.values[id]);
  return values[0].map((_, k) => (a ? a[k] : 1) * values.reduce((sum, v) => sum + v[k], 0));
}

/** The terms of a node that is a sum, of any depth; the node itself where it is none. */
function terms(cell: Cell, id: string): readonly string[] {
  const { operation, arguments: args } = node(cell, id);
  return operation === 'add' ? args.flatMap((argument) => terms(cell, argument)) : [id];
}

function isPrevious(cell: Cell, id: string, state: string): boolean {
  const { operation, label } = node(cell, id);
  return operation === 'previous' && label === state;
}
