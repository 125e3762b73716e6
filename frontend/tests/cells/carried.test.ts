import { describe, expect, it } from 'vitest';
import { carried } from '../../src/cells/carried';
import { directPath, jacobian } from '../../src/cells/gradient';
import { forward } from '../../src/cells/forward';
import type { Cell } from '../../src/cells/graph';
import { GRU, LSTM, numbers, RNN, someEdits, someWeights } from './fixtures';

const [TIME, UNITS, UNIT] = [5, 3, 1];

function runOf(cell: Cell, edited = false) {
  const edits = edited ? someEdits(cell) : [];
  return forward(someWeights(cell, 2, UNITS), numbers(TIME * 2, 1), {
    time: TIME,
    batch: 1,
    edits,
  });
}

describe.each([
  [LSTM, 'c'],
  [GRU, 'h'],
  [RNN, 'h'],
])('carried', (cell, state) => {
  it('over one step is the diagonal of the Jacobian', () => {
    for (const edited of [false, true]) {
      const run = runOf(cell, edited);
      for (let to = 0; to < TIME; to++) {
        const { all } = carried(run, { state, unit: UNIT, from: to - 1, to });
        const entry = jacobian(run, to, state)[UNIT * UNITS + UNIT];
        expect(all).toBeCloseTo(entry, 14);
      }
    }
  });

  it('on the direct path is the product of the factors', () => {
    const run = runOf(cell);
    const path = directPath(run, state);
    const { direct } = carried(run, { state, unit: UNIT, from: 1, to: 3 });
    if (path === null) expect(direct).toBeNull();
    else expect(direct).toBe(path[2 * UNITS + UNIT] * path[3 * UNITS + UNIT]);
  });
});

it('follows a change of an ordinary network over several steps, by all paths', () => {
  const run = runOf(RNN);
  const product = multiply(
    jacobian(run, 4, 'h'),
    multiply(jacobian(run, 3, 'h'), jacobian(run, 2, 'h')),
  );
  const { all } = carried(run, { state: 'h', unit: UNIT, from: 1, to: 4 });
  expect(all).toBeCloseTo(product[UNIT * UNITS + UNIT], 14);
});

function multiply(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((_, k) => {
    const [row, column] = [Math.floor(k / UNITS), k % UNITS];
    return b.reduce(
      (sum, v, at) =>
        at % UNITS === column ? sum + a[row * UNITS + Math.floor(at / UNITS)] * v : sum,
      0,
    );
  });
}
