import { describe, expect, it } from 'vitest';
import { OPERATIONS, type Call, type CallGradient } from '../../src/cells/operations';
import { numbers } from './fixtures';

const ROWS = 3;
const UNITS = 4;
const SIZES = [4, 2];

function callOf(name: string): Call {
  const { arity, weights, hasBias, constants = 0 } = OPERATIONS[name];
  const hasMatrix = weights === 'matrix';
  const count = arity ?? SIZES.length;
  const sizes = Array.from({ length: count }, (_, k) =>
    hasMatrix ? SIZES[SIZES.length - count + k] : UNITS,
  );
  const vectors = weights === 'vector' ? [numbers(UNITS, 30)] : [];
  const biases = hasBias ? [numbers(UNITS, 30)] : [];
  const matrices = sizes.map((size, k) => numbers(UNITS * size, 20 + k));
  return {
    value: new Float64Array(ROWS * UNITS).fill(NaN),
    arguments: sizes.map((size, k) => numbers(ROWS * size, 10 + k)),
    sizes,
    parameters: hasMatrix ? [...matrices, ...biases] : vectors,
    constants: [0.4, 0.3].slice(0, constants),
    units: UNITS,
  };
}

function lossOf(name: string, call: Call, weights: Float64Array): number {
  OPERATIONS[name].forward(call, 0, ROWS);
  return call.value.reduce((sum, v, k) => sum + v * weights[k], 0);
}

/** Central differences, whose error is of the order of step², here 1e-10. */
function slope(loss: () => number, numbers: Float64Array, k: number): number {
  const [step, kept] = [1e-5, numbers[k]];
  const at = (value: number) => ((numbers[k] = value), loss());
  const result = (at(kept + step) - at(kept - step)) / (2 * step);
  numbers[k] = kept;
  return result;
}

describe.each(Object.keys(OPERATIONS))('%s', (name) => {
  it('passes back the slope of what it computes', () => {
    const call = callOf(name);
    const weights = numbers(ROWS * UNITS, 40);
    const inputs = [...call.arguments, ...call.parameters];
    const expected = inputs.map((input) =>
      input.map((_, k) => slope(() => lossOf(name, call, weights), input, k)),
    );
    lossOf(name, call, weights);
    const gradient: CallGradient = {
      value: weights,
      arguments: call.arguments.map((a) => new Float64Array(a.length)),
      parameters: call.parameters.map((p) => new Float64Array(p.length)),
    };
    OPERATIONS[name].backward(call, gradient, 0, ROWS);
    [...gradient.arguments, ...gradient.parameters!].forEach((grad, n) =>
      grad.forEach((g, k) => expect(g).toBeCloseTo(expected[n][k], 8)),
    );
  });

  it('touches only its rows', () => {
    const call = callOf(name);
    OPERATIONS[name].forward(call, 1, 2);
    expect([...call.value].map(Number.isNaN)).toEqual(
      Array.from({ length: ROWS * UNITS }, (_, k) => k < UNITS || k >= 2 * UNITS),
    );
  });

  it('stays in its range', () => {
    const { range } = OPERATIONS[name];
    const call = callOf(name);
    call.arguments[0].set([-1000, 1000, 0]);
    OPERATIONS[name].forward(call, 0, ROWS);
    const [low, high] = range ?? [-Infinity, Infinity];
    for (const v of call.value) expect(v >= low && v <= high).toBe(true);
  });
});
