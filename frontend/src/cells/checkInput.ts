import { InputError } from './errors';
import { axisOf } from './graph';
import type { Run } from './run';
import type { Table } from './table';
import { sizeOf, type Weights } from './weights';

type Arrays = Readonly<Table<Float64Array>>;

/** Whether a sequence has the size that the weights ask for, and is made of finite numbers. */
export function checkSequence(weights: Weights, x: Float64Array, time: number, batch: number) {
  const { inputSize } = weights;
  const isWhole = [time, batch].every((size) => Number.isInteger(size) && size >= 1);
  if (!isWhole || x.length !== time * batch * inputSize) {
    throw new InputError(
      `Expected x (time, batch, input) with at least one step, one sequence and ${inputSize} ` +
        `input(s), got ${x.length} numbers for ${time} step(s) of ${batch} sequence(s).`,
    );
  }
  const position = x.findIndex((number) => !Number.isFinite(number));
  if (position < 0) return;
  const step = Math.floor(position / (batch * inputSize));
  throw new InputError(
    `Expected finite numbers in x, got ${x[position]} at step ${step}, input ` +
      `${position % inputSize} (counted from 0). Replace it.`,
  );
}

export function checkInitial(weights: Weights, initial: Arrays, batch: number): void {
  const { cell } = weights;
  for (const [state, values] of Object.entries(initial)) {
    if (!cell.states.includes(state)) {
      throw new InputError(
        `Expected initial values of the states ${cell.states.join(', ')} of "${cell.name}", ` +
          `got "${state}".`,
      );
    }
    const what = `the initial "${state}" (batch, ${axisOf(cell, state)})`;
    checkLength(what, values, batch * sizeOf(weights, state));
  }
}

export function checkGradients({ weights, time, batch }: Run, grads: Arrays): void {
  const { cell } = weights;
  for (const [name, grad] of Object.entries(grads)) {
    if (!cell.values.includes(name)) {
      throw new InputError(
        `Expected gradients by the values ${cell.values.join(', ')} of "${cell.name}", ` +
          `got "${name}".`,
      );
    }
    const what = `the gradient by "${name}" (time, batch, ${axisOf(cell, name)})`;
    checkLength(what, grad, time * batch * sizeOf(weights, name));
  }
}

function checkLength(what: string, values: Float64Array, length: number): void {
  if (values.length === length && values.every(Number.isFinite)) return;
  throw new InputError(
    `Expected ${what} to be ${length} finite numbers, got ${values.length}` +
      `${values.length === length ? ', not all of them finite' : ''}.`,
  );
}
