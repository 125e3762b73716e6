import {
  addArgumentGradient,
  addMatrixGradient,
  addProduct,
  addRows,
  fillRows,
} from '../cells/affine';
import { WeightsError } from '../cells/errors';
import type { Readout } from '../cells/readout';
import { table } from '../cells/table';

/**
 * The loss of one answer `a`, the numbers `at`.. of as many outputs before the readout's activation,
 * where `right` is asked for. Puts ∂loss/∂a in the same places of `grad`.
 */
type Loss = (
  a: Float64Array,
  grad: Float64Array,
  at: number,
  right: number,
  readout: Readout,
) => number;

/** Squared error, on the scale that the readout learns on. */
const squaredError: Loss = (a, grad, at, right, { offset, scale }) => {
  const error = a[at] - (right - offset) / scale;
  grad[at] = 2 * error;
  return error * error;
};

/** −log of the probability that the right class is given. */
const crossEntropy: Loss = (a, grad, at, right, { bias: { length } }) => {
  let largest = -Infinity;
  for (let k = at; k < at + length; k++) largest = Math.max(largest, a[k]);
  let sum = 0;
  for (let k = at; k < at + length; k++) sum += grad[k] = Math.exp(a[k] - largest);
  for (let k = at; k < at + length; k++) grad[k] /= sum;
  grad[at + right] -= 1;
  return Math.log(sum) + largest - a[at + right];
};

const LOSSES = table<Loss>([
  ['identity', squaredError],
  ['softmax', crossEntropy],
]);

/** A sequence's right answers, (time, batch): a number or a class, NaN where none is asked for. */
export type Rights = Float64Array;

/** The mean loss of a readout's answers to hidden values, over all that is asked for. */
export class ReadoutLoss {
  readonly #readout: Readout;
  readonly #loss: Loss;
  readonly #units: number;
  readonly #answers: Float64Array;
  readonly #grads: Float64Array;
  readonly gradient: { readonly weight: Float64Array; readonly bias: Float64Array };

  /** With room for so many rows of hidden values, one for each step of each sequence. */
  constructor(readout: Readout, units: number, rows: number) {
    const loss = LOSSES[readout.activation];
    if (!loss) {
      const known = Object.keys(LOSSES).join(', ');
      throw new WeightsError(
        `Expected a readout by ${known} to train, got "${readout.activation}".`,
      );
    }
    [this.#readout, this.#loss, this.#units] = [readout, loss, units];
    this.#answers = new Float64Array(rows * readout.bias.length);
    this.#grads = new Float64Array(rows * readout.bias.length);
    this.gradient = {
      weight: new Float64Array(readout.weight.length),
      bias: new Float64Array(readout.bias.length),
    };
  }

  /** The loss over the first `rows`; adds its gradient by `h` to `dh`. */
  pass(h: Float64Array, rights: Rights, rows: number, dh: Float64Array): number {
    const { weight, bias } = this.gradient;
    weight.fill(0);
    bias.fill(0);
    let asked = 0;
    for (let row = 0; row < rows; row++) if (!Number.isNaN(rights[row])) asked++;
    let sum = 0;
    for (let row = 0; row < rows; row++) {
      if (!Number.isNaN(rights[row])) sum += this.#row(h, rights[row], row, dh, 1 / asked);
    }
    return sum / asked;
  }

  #row(h: Float64Array, right: number, row: number, dh: Float64Array, share: number): number {
    const [answers, grads, units] = [this.#answers, this.#grads, this.#units];
    const { weight, bias } = this.#readout;
    const outputs = bias.length;
    fillRows(answers, bias, outputs, row, row + 1);
    addProduct(answers, h, weight, outputs, units, row, row + 1);
    const loss = this.#loss(answers, grads, row * outputs, right, this.#readout);
    for (let k = row * outputs; k < (row + 1) * outputs; k++) grads[k] *= share;
    addArgumentGradient(dh, grads, weight, outputs, units, row, row + 1);
    addMatrixGradient(this.gradient.weight, grads, h, outputs, units, row, row + 1);
    addRows(this.gradient.bias, grads, outputs, row, row + 1);
    return loss;
  }
}
