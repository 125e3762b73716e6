import { nodeFactor, product, type Arithmetic, type Place } from './arithmetic';
import { OUTPUT } from './graph';
import { readOut, type Readout } from './readout';
import type { Run } from './run';
import { sizeOf } from './weights';

/** The network's output as a place: reserved, so that no node can have this name. */
export const ANSWER = 'y';

/** What the readout does with its sum, beyond its activation. */
export interface AnswerOf {
  /** In the task's units: activation · scale + offset. */
  readonly scale: number;
  readonly offset: number;
  /** What the activation gave. */
  readonly activated: number;
  /** The sums of the outputs that share a softmax with this one, which open in turn. */
  readonly beside: readonly { readonly place: Place; readonly sum: number }[];
}

/** The arithmetic behind one of the network's outputs: y = activation(W·h + b) · scale + offset. */
export function answerArithmetic(run: Run, readout: Readout, place: Place): Arithmetic {
  const { activation, scale, offset } = readout;
  const sums = rowOf(run, { ...readout, activation: 'identity', scale: 1, offset: 0 }, place.step);
  const activated = rowOf(run, { ...readout, scale: 1, offset: 0 }, place.step)[place.unit];
  const others = [...sums.keys()].filter((unit) => unit !== place.unit);
  const isShared = activation === 'softmax';
  return {
    place,
    value: rowOf(run, readout, place.step)[place.unit],
    around: activation === 'identity' ? null : activation,
    constants: [],
    terms: termsOf(run, readout, place),
    sum: sums[place.unit],
    edit: null,
    answer: {
      scale,
      offset,
      activated,
      beside: isShared
        ? others.map((unit) => ({ place: { ...place, unit }, sum: sums[unit] }))
        : [],
    },
  };
}

/** The readout's numbers at a step, (output). */
function rowOf(run: Run, readout: Readout, step: number): Float64Array {
  const size = sizeOf(run.weights, OUTPUT);
  const h = run.values[OUTPUT].subarray(step * size, (step + 1) * size);
  return readOut(readout, h, size);
}

function termsOf(run: Run, { weight, bias }: Readout, { step, unit: output }: Place) {
  const size = sizeOf(run.weights, OUTPUT);
  const products = Array.from({ length: size }, (_, unit) => {
    const place = { node: OUTPUT, step, unit };
    const value = weight[output * size + unit];
    return product([{ kind: 'parameter', name: 'readout.weight', value }, nodeFactor(run, place)]);
  });
  return [...products, product([{ kind: 'parameter', name: 'readout.bias', value: bias[output] }])];
}
