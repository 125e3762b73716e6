import { Adjoint } from './adjoint';
import { directFactors } from './direct';
import { join, subscriptOf, symbolOf, term, type Piece } from './equations';
import { InputError } from './errors';
import { node, type Cell } from './graph';
import type { Run } from './run';
import { sizeOf } from './weights';

/**
 * ∂s_t/∂s_{t−1} of a state, exact and with every path from one to the other, row-major (unit,
 * unit_prev). For an LSTM's C the paths through the gates lead over h_{t−1}, which C_{t−1} made.
 * At the first step it is the derivative by the initial state. `step` counts from 0.
 */
export function jacobian(run: Run, step: number, state: string, sequence = 0): Float64Array {
  checkPlace(run, step, state, sequence);
  const units = sizeOf(run.weights, state);
  const adjoint = new Adjoint(run, { parameters: false });
  const row = sequence * units;
  const [now, before] = [step, step - 1].map((t) => t * run.batch * units + row);
  const matrix = new Float64Array(units * units);
  for (let unit = 0; unit < units; unit++) {
    adjoint.clear();
    adjoint.values[state][now + unit] = 1;
    adjoint.pass(step, Math.max(step - 1, 0));
    const [source, at] = step === 0 ? [adjoint.initial, row] : [adjoint.values, before];
    matrix.set(source[state].subarray(at, at + units), unit * units);
  }
  return matrix;
}

/**
 * The line that says why gating works: `∂C_t/∂C_{t-1} = diag(f_t) + …`, or, for a state that is
 * tanh of a matrix times itself, `diag(1 − h_t²)·W_h`. Null where the graph gives neither.
 */
export function jacobianLine(cell: Cell, state: string): readonly Piece[] | null {
  const right = directLine(cell, state) ?? matrixLine(cell, state);
  const previous = cell.nodes.find((n) => n.operation === 'previous' && n.label === state);
  if (!right || !previous) return null;
  const [after, before] = [symbolOf(cell, state), symbolOf(cell, previous.id)];
  const left = `\\frac{\\partial ${after}}{\\partial ${before}}`;
  return [{ latex: left, node: state }, { latex: ' = ' }, ...right];
}

function directLine(cell: Cell, state: string): readonly Piece[] | null {
  const factors = directFactors(cell, state).map((id) => join(term(cell, id)));
  if (factors.length === 0) return null;
  const [first] = directFactors(cell, state);
  return [
    { latex: `\\mathrm{diag}(${factors.join(' + ')})`, node: gateOf(cell, first) },
    { latex: ' + \\cdots' },
  ];
}

/** The named value behind a factor: z behind 1 − z. */
function gateOf(cell: Cell, id: string): string {
  const { arguments: args } = node(cell, id);
  return cell.values.includes(id) || args.length !== 1 ? id : gateOf(cell, args[0]);
}

function matrixLine(cell: Cell, state: string): readonly Piece[] | null {
  const { operation, arguments: args } = node(cell, state);
  if (operation !== 'tanh') return null;
  const inner = node(cell, args[0]);
  const readsItself = inner.arguments.some((id) => node(cell, id).label === state);
  if (inner.operation !== 'affine' || !readsItself) return null;
  const slope = `\\mathrm{diag}(1 - ${symbolOf(cell, state)}^2)`;
  const matrix = ` \\cdot W_${subscriptOf(cell, inner.label!)}`;
  return [{ latex: slope, node: state }, { latex: matrix }];
}

function checkPlace({ weights, time, batch }: Run, step: number, state: string, sequence: number) {
  const { states, name } = weights.cell;
  const isWithin = (k: number, size: number) => Number.isInteger(k) && k >= 0 && k < size;
  if (states.includes(state) && isWithin(step, time) && isWithin(sequence, batch)) return;
  throw new InputError(
    `Expected a state of "${name}" (${states.join(', ')}), a step in 0..${time - 1} and a ` +
      `sequence in 0..${batch - 1}, got "${state}", ${step} and ${sequence}.`,
  );
}
