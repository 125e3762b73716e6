import { Adjoint } from './adjoint';
import { checkGradients } from './checkInput';
import type { Run } from './run';
import type { Table } from './table';

type Arrays = Readonly<Table<Float64Array>>;

/** Gradients of a loss, each in the layout of what it belongs to. */
export interface Gradients {
  readonly parameters: Arrays;
  /** (time, batch, input) */
  readonly x: Float64Array;
  /** By state, (batch, unit). */
  readonly initial: Arrays;
  /** By every node, as it is after its edits, (time, batch, unit). */
  readonly values: Arrays;
}

/**
 * The adjoint of `forward`: gradients of a loss, given those by some of the named values.
 * `grads.h` is ∂L/∂h as the loss itself sees it, (time, batch, unit), and so for each value on
 * which the loss depends directly.
 *
 * @throws InputError a value is unknown, or its gradient does not fit.
 */
export function backward(run: Run, grads: Arrays): Gradients {
  checkGradients(run, grads);
  const adjoint = new Adjoint(run, { parameters: true });
  for (const [name, grad] of Object.entries(grads)) adjoint.values[name].set(grad);
  adjoint.pass();
  const { parameters, initial, values } = adjoint;
  return { parameters, x: inputGradient(run, values), initial, values };
}

function inputGradient({ weights, x }: Run, values: Arrays): Float64Array {
  const input = weights.cell.nodes.find(({ operation }) => operation === 'input');
  return input ? values[input.id] : new Float64Array(x.length);
}
