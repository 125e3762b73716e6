import fromFiles from '../../../golden/from_files.json';
import { describe, expect, it } from 'vitest';
import { arithmetic, isStart, type Arithmetic, type Place } from '../../src/cells/arithmetic';
import { forward, type Run } from '../../src/cells/forward';
import { Philox } from '../../src/cells/generator';
import { isProjected, parseCell } from '../../src/cells/graph';
import { encode } from '../../src/cells/model';
import { randomWeights, sizeOf } from '../../src/cells/weights';
import { flatten, loadTask } from '../../src/tasks';
import { readCatalogue } from '../catalogue';

const catalogue = readCatalogue();
const models = Object.values(catalogue.models).flatMap((byCell) => Object.values(byCell));

/** Cells that files bring, with every operation between them. */
const others = Object.values(fromFiles).map((cell) => parseCell(cell));

const AROUND: Record<string, (sum: number, ...constants: readonly number[]) => number> = {
  sigma: (sum) => 1 / (1 + Math.exp(-sum)),
  tanh: Math.tanh,
  relu: (sum) => Math.max(sum, 0),
  hard_sigmoid: (sum, alpha, beta) => Math.min(1, Math.max(0, alpha! * sum + beta!)),
  leaky_relu: (sum, alpha) => Math.max(sum, 0) + alpha! * Math.min(sum, 0),
  elu: (sum, alpha) => (sum < 0 ? alpha! * (Math.exp(sum) - 1) : sum),
  softplus: (sum) => Math.log(1 + Math.exp(sum)),
  softsign: (sum) => sum / (1 + Math.abs(sum)),
  clip: (sum, limit) => Math.max(-limit!, Math.min(sum, limit!)),
};

/** The value, computed again from nothing but what is shown. */
function again({ around, constants, terms, edit, value }: Arithmetic): number {
  if (!terms.length) return value;
  const sum = terms.reduce((so, term) => so + term.value, 0);
  const raw = around ? AROUND[around]!(sum, ...constants) : sum;
  return edit ? edit.a * raw + edit.b : raw;
}

function everyPlace(run: Run): Place[] {
  const { cell } = run.weights;
  return cell.nodes.flatMap(({ id }) =>
    Array.from({ length: run.time }, (_, step) =>
      Array.from({ length: sizeOf(run.weights, id) }, (__, unit) => ({
        node: id,
        step,
        unit,
      })),
    ).flat(),
  );
}

describe.each(models.map((model) => [`${model.task} ${model.weights.cell.name}`, model] as const))(
  'every number of %s',
  (_, model) => {
    const rows = loadTask(model.task).opening().slice(0, 8);
    const x = encode(model, flatten(rows));
    const { values } = model.weights.cell;
    const edits = [
      { kind: 'scale', name: values[0]!, amount: 0.5, time: { start: 1, stop: 3 } },
      { kind: 'shift', name: values[0]!, amount: 0.1 },
      { kind: 'clamp', name: 'h', amount: 0.25, unit: [0], time: [2] },
    ] as const;

    it.each([
      ['as computed', []],
      ['edited', edits],
    ] as const)('adds up, %s', (__, inForce) => {
      const run = forward(model.weights, x, { time: rows.length, batch: 1, edits: inForce });
      for (const place of everyPlace(run)) {
        const shown = arithmetic(run, place);
        expect(Math.abs(again(shown) - shown.value)).toBeLessThan(1e-12);
      }
    });
  },
);

describe.each(others.map((cell) => [cell.name, cell] as const))('every number of %s', (_, cell) => {
  it('adds up', () => {
    const projSize = isProjected(cell) ? 2 : null;
    const weights = randomWeights(cell, { inputSize: 2, hiddenSize: 3, projSize, seed: 4 });
    const x = new Philox(5).uniforms(4 * 2, -1, 1);
    const run = forward(weights, x, { time: 4, batch: 1 });
    for (const place of everyPlace(run)) {
      const shown = arithmetic(run, place);
      expect(Math.abs(again(shown) - shown.value)).toBeLessThan(1e-12);
    }
  });
});

describe('from the output back to the first input', () => {
  const model = catalogue.models.store_and_recall!.lstm!;
  const rows = loadTask('store_and_recall').opening();
  const run = forward(model.weights, encode(model, flatten(rows)), { time: 5, batch: 1 });

  it('leaves no step out', () => {
    const seen = new Set<number>();
    let waiting: Place[] = [{ node: 'h', step: 4, unit: 0 }];
    const known = new Set<string>();
    while (waiting.length) {
      const shown = waiting.map((place) => arithmetic(run, place));
      shown.forEach(({ place }) => seen.add(place.step));
      waiting = shown
        .flatMap(({ terms }) => terms.flatMap(({ factors }) => factors))
        .flatMap((factor) => (factor.kind === 'node' ? [factor.place] : []))
        .filter((place) => {
          const key = JSON.stringify(place);
          return !known.has(key) && known.add(key);
        });
    }
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4]);
  });

  it('ends at a state that nothing computed', () => {
    const start: Place = { node: 'c_prev', step: 0, unit: 0 };
    expect(isStart(run, start)).toBe(true);
    expect(arithmetic(run, start)).toMatchObject({ terms: [], value: 0 });
  });

  it('takes a state before a step to the step before', () => {
    expect(arithmetic(run, { node: 'c_prev', step: 3, unit: 1 }).place).toEqual({
      node: 'c',
      step: 2,
      unit: 1,
    });
  });
});
