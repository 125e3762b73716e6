import { InputError } from './errors';
import type { Run } from './run';
import type { Table } from './table';
import type { Weights } from './weights';

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

export function checkInitial({ cell, hiddenSize }: Weights, initial: Arrays, batch: number): void {
  for (const [state, values] of Object.entries(initial)) {
    if (!cell.states.includes(state)) {
      throw new InputError(
        `Expected initial values of the states ${cell.states.join(', ')} of "${cell.name}", ` +
          `got "${state}".`,
      );
    }
    checkLength(`the initial "${state}" (batch, unit)`, values, batch * hiddenSize);
  }
}

export function checkGradients({ weights, time, batch }: Run, grads: Arrays): void {
  const { cell, hiddenSize } = weights;
  for (const [name, grad] of Object.entries(grads)) {
    if (!cell.values.includes(name)) {
      throw new InputError(
        `Expected gradients by the values ${cell.values.join(', ')} of "${cell.name}", ` +
          `got "${name}".`,
      );
    }
    checkLength(`the gradient by "${name}" (time, batch, unit)`, grad, time * batch * hiddenSize);
  }
}

function checkLength(what: string, values: Float64Array, length: number): void {
  if (values.length === length && values.every(Number.isFinite)) return;
  throw new InputError(
    `Expected ${what} to be ${length} finite numbers, got ${values.length}` +
      `${values.length === length ? ', not all of them finite' : ''}.`,
  );
}
