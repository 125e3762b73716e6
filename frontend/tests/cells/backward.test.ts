import { describe, expect, it } from 'vitest';
import { backward } from '../../src/cells/backward';
import { InputError } from '../../src/cells/errors';
import { forward } from '../../src/cells/forward';
import type { Cell } from '../../src/cells/graph';
import type { Weights } from '../../src/cells/weights';
import { CELLS, GRU, LSTM, numbers, someEdits, someWeights } from './fixtures';

const [TIME, BATCH, INPUT, UNITS] = [5, 2, 2, 3];

interface Problem {
  readonly weights: Weights;
  readonly x: Float64Array;
  readonly initial: Record<string, Float64Array>;
  readonly grads: Record<string, Float64Array>;
}

function problemOf(cell: Cell): Problem {
  return {
    weights: someWeights(cell, INPUT, UNITS),
    x: numbers(TIME * BATCH * INPUT, 1),
    initial: Object.fromEntries(cell.states.map((s, k) => [s, numbers(BATCH * UNITS, 2 + k)])),
    grads: Object.fromEntries(
      cell.values.map((v, k) => [v, numbers(TIME * BATCH * UNITS, 10 + k)]),
    ),
  };
}

function run({ weights, x, initial }: Problem, edited: boolean) {
  const edits = edited ? someEdits(weights.cell) : [];
  return forward(weights, x, { time: TIME, batch: BATCH, initial, edits });
}

/** A loss that sees every named value, with the problem's gradients as its weights. */
function lossOf(problem: Problem, edited: boolean): number {
  const { values } = run(problem, edited);
  const terms = Object.entries(problem.grads).map(([name, grad]) =>
    grad.reduce((sum, g, k) => sum + g * values[name][k], 0),
  );
  return terms.reduce((a, b) => a + b);
}

/** Central differences; at this step their error and that of rounding are both near 1e-10. */
function slope(loss: () => number, numbers: Float64Array, k: number): number {
  const [step, kept] = [1e-5, numbers[k]];
  const at = (value: number) => ((numbers[k] = value), loss());
  const result = (at(kept + step) - at(kept - step)) / (2 * step);
  numbers[k] = kept;
  return result;
}

const cases = CELLS.flatMap((cell) => [
  [cell.name, cell, false] as const,
  [`${cell.name} with edits`, cell, true] as const,
]);

describe('backward', () => {
  it.each(cases)('gives the slopes of a loss by what goes into %s', (_, cell, edited) => {
    const problem = problemOf(cell);
    const found = backward(run(problem, edited), problem.grads);
    const pairs: [Float64Array, Float64Array][] = [
      [problem.x, found.x],
      ...cell.states.map((s): [Float64Array, Float64Array] => [
        problem.initial[s],
        found.initial[s],
      ]),
      ...Object.entries(problem.weights.parameters).map(
        ([name, data]): [Float64Array, Float64Array] => [data, found.parameters[name]],
      ),
    ];
    for (const [inputs, grad] of pairs) {
      inputs.forEach((_, k) => {
        expect(grad[k]).toBeCloseTo(
          slope(() => lossOf(problem, edited), inputs, k),
          7,
        );
      });
    }
  });

  it.each(CELLS.map((cell) => [cell.name, cell] as const))(
    'gives the slopes by every value inside %s',
    (_, cell) => {
      const problem = problemOf(cell);
      const { values } = backward(run(problem, false), problem.grads);
      // A shift of one value is the change of v' whose slope is asked for.
      const [step, unit, sequence] = [2, 1, 1];
      for (const name of cell.values) {
        const at = (amount: number) => {
          const shift = {
            kind: 'shift',
            name,
            amount,
            time: [step],
            unit: [unit],
            batch: [sequence],
          } as const;
          const { weights, x, initial, grads } = problem;
          const shifted = forward(weights, x, {
            time: TIME,
            batch: BATCH,
            initial,
            edits: [shift],
          });
          return Object.entries(grads).reduce(
            (sum, [v, grad]) => sum + grad.reduce((s, g, k) => s + g * shifted.values[v][k], 0),
            0,
          );
        };
        const expected = (at(1e-5) - at(-1e-5)) / 2e-5;
        const k = (step * BATCH + sequence) * UNITS + unit;
        expect(values[name][k], name).toBeCloseTo(expected, 7);
      }
    },
  );

  it('lets nothing through a clamp, but shows the gradient at it', () => {
    const weights = someWeights(LSTM, 1, 2);
    const edits = [{ kind: 'clamp', name: 'c', amount: 0.5, time: [1] } as const];
    const cut = forward(weights, numbers(3, 1), { time: 3, batch: 1, edits });
    const { values } = backward(cut, { h: Float64Array.of(0, 0, 0, 0, 1, 1) });
    expect(values.c[2]).not.toBe(0);
    expect([...values['c.1'].slice(2, 4)]).toEqual([0, 0]);
    expect([...values.f.slice(2, 4)]).toEqual([0, 0]);
  });

  it('takes a gradient by one value only', () => {
    const problem = problemOf(GRU);
    const found = backward(run(problem, false), {});
    expect(found.x.every((g) => g === 0)).toBe(true);
  });

  it.each<[string, Record<string, Float64Array>, RegExp]>([
    ['an unknown value', { q: numbers(30, 1) }, /values r, z, n, h .*got "q"/],
    ['a wrong size', { h: numbers(3, 1) }, /\(time, batch, unit\) to be 30 finite numbers, got 3/],
  ])('refuses %s', (_, grads, message) => {
    const forwarded = run(problemOf(GRU), false);
    expect(() => backward(forwarded, grads)).toThrow(InputError);
    expect(() => backward(forwarded, grads)).toThrow(message);
  });
});
