import { WeightsError } from './errors';
import { addProduct, fillRows } from './affine';
import { Philox } from './generator';
import { table } from './table';
import { READOUT_STREAM } from './weights';

/** y = activation(W·h + b) · scale + offset, in the task's units. */
export interface Readout {
  /** (output, unit) */
  readonly weight: Float64Array;
  /** (output) */
  readonly bias: Float64Array;
  readonly activation: string;
  readonly offset: number;
  readonly scale: number;
}

/** Applied in place to rows of as many numbers as there are outputs. */
type Activation = (y: Float64Array, outputs: number) => void;

const ACTIVATIONS = table<Activation>([
  ['identity', () => undefined],
  ['softmax', softmaxRows],
]);

/** The output (row, output) of hidden values (row, unit). */
export function readOut(readout: Readout, h: Float64Array, hiddenSize: number): Float64Array {
  const outputs = readout.bias.length;
  const rows = h.length / hiddenSize;
  const y = new Float64Array(rows * outputs);
  fillRows(y, readout.bias, outputs, 0, rows);
  addProduct(y, h, readout.weight, outputs, hiddenSize, 0, rows);
  ACTIVATIONS[readout.activation](y, outputs);
  return y.map((v) => v * readout.scale + readout.offset);
}

/** Untrained weights of a readout; Python draws the same. */
export function randomReadout(
  like: Readout,
  { hiddenSize, seed }: { readonly hiddenSize: number; readonly seed: number },
): Readout {
  const outputs = like.bias.length;
  const bound = 1 / Math.sqrt(hiddenSize);
  const weight = new Philox(seed, READOUT_STREAM).uniforms(outputs * hiddenSize, -bound, bound);
  return { ...like, weight, bias: new Float64Array(outputs) };
}

export function checkActivation(activation: string): void {
  if (ACTIVATIONS[activation]) return;
  const known = Object.keys(ACTIVATIONS).join(' or ');
  throw new WeightsError(`Expected a readout by ${known}, got "${activation}".`);
}

function softmaxRows(y: Float64Array, outputs: number): void {
  for (let row = 0; row < y.length; row += outputs) softmax(y.subarray(row, row + outputs));
}

/** In place. Without the largest number exp would overflow; it cancels in the quotient. */
function softmax(row: Float64Array): void {
  const largest = row.reduce((a, b) => Math.max(a, b), -Infinity);
  row.forEach((v, k) => (row[k] = Math.exp(v - largest)));
  const sum = row.reduce((a, b) => a + b, 0);
  row.forEach((v, k) => (row[k] = v / sum));
}
