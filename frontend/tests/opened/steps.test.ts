import { describe, expect, it } from 'vitest';
import { arithmetic } from '../../src/cells/arithmetic';
import type { Edit } from '../../src/cells/edits';
import { forward, type Run } from '../../src/cells/forward';
import { table } from '../../src/cells/table';
import { randomWeights, sizeOf, type Tensor } from '../../src/cells/weights';
import { arithmeticOf, computeStep, stepBefore, type Steps } from '../../src/opened/steps';
import fromFiles from '../../../golden/from_files.json';
import { isProjected, parseCell } from '../../src/cells/graph';
import { CELLS } from '../cells/fixtures';

const TIME = 5;
const SIZES = { inputSize: 2, hiddenSize: 3, seed: 4 };
const x = Float64Array.from({ length: TIME * SIZES.inputSize }, (_, k) => Math.sin(k));

/** What a server would give of a run; of a reverse layer, by the places of the input. */
function recorded(run: Run, isReverse: boolean): Steps {
  const { cell } = run.weights;
  const turned = (data: Float64Array, size: number): Tensor => {
    const rows = Array.from({ length: TIME }, (_, k) => [...data.slice(k * size, (k + 1) * size)]);
    const ordered = isReverse ? rows.reverse() : rows;
    return { shape: [TIME, size], data: Float64Array.from(ordered.flat()) };
  };
  const tensors = table<Tensor>([['x', turned(run.x, SIZES.inputSize)]]);
  for (const name of cell.values)
    tensors[name] = turned(run.values[name], sizeOf(run.weights, name));
  for (const { id, operation, label } of cell.nodes) {
    if (operation === 'previous')
      tensors[`${label}_prev`] = turned(run.values[id], sizeOf(run.weights, id));
  }
  return { start: 0, stop: TIME, tensors };
}

const EVERY = [...CELLS, parseCell(fromFiles.lstm_projected)];

describe.each(EVERY.map((cell) => [cell.name, cell] as const))(
  'a recorded step of %s',
  (_, cell) => {
    const weights = randomWeights(cell, { ...SIZES, projSize: isProjected(cell) ? 2 : null });
    const run = forward(weights, x, { time: TIME, batch: 1 });

    it.each([false, true])('is computed from the states before it (reverse: %s)', (isReverse) => {
      const steps = recorded(run, isReverse);
      for (let position = 0; position < TIME; position++) {
        const before = stepBefore(position, TIME, isReverse);
        const positions = before === null ? [position] : [before, position];
        const { run: own } = computeStep(weights, steps, positions, []);
        const read = isReverse ? TIME - 1 - position : position;
        for (const { id } of cell.nodes) {
          const size = run.values[id].length / TIME;
          const expected = run.values[id].subarray(read * size, (read + 1) * size);
          const came = own.values[id].subarray((positions.length - 1) * size);
          came.forEach((value, k) => expect(value).toBeCloseTo(expected[k], 12));
        }
      }
    });

    it('opens into the same terms, with steps as places of the input', () => {
      const steps = recorded(run, false);
      const place = { node: cell.values[0], step: 3, unit: 1 };
      const own = arithmeticOf(computeStep(weights, steps, [2, 3], []), place);
      const whole = arithmetic(run, place);
      expect(own.place).toEqual(whole.place);
      expect(own.terms.map(({ factors }) => factors)).toEqual(
        whole.terms.map(({ factors }) => factors),
      );
    });

    it('keeps what an edit made of a value, and what it was before', () => {
      const [name] = cell.values;
      const edits: readonly Edit[] = [{ kind: 'clamp', name, amount: 0.5, time: [3] }];
      const edited = forward(weights, x, { time: TIME, batch: 1, edits });
      const { run: own } = computeStep(weights, recorded(edited, false), [2, 3], edits);
      expect([...own.values[name].subarray(3)]).toEqual([0.5, 0.5, 0.5]);
      own.raw[name]
        .subarray(3)
        .forEach((value, k) => expect(value).toBeCloseTo(edited.raw[name][9 + k], 12));
    });
  },
);

it('what a layer has read before a step depends on its direction', () => {
  expect(stepBefore(0, 5, false)).toBeNull();
  expect(stepBefore(3, 5, false)).toBe(2);
  expect(stepBefore(4, 5, true)).toBeNull();
  expect(stepBefore(3, 5, true)).toBe(4);
});
