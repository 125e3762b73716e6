import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { randomModel, type Model } from '../../src/cells/model';
import { batchOf, type Batch } from '../../src/training/batch';
import { fromFlat } from '../../src/training/flat';
import { Learner } from '../../src/training/learner';
import { OPTIMISERS, type OptimiserName } from '../../src/training/optimiser';
import { TASKS, type Sample, type Targets } from '../../src/tasks';
import { readCatalogue, readCells } from '../catalogue';

/* What PyTorch computed through the Python reference, from `make golden`. */

type Nested = number | readonly Nested[];
type Arrays = Readonly<Record<string, Nested>>;

interface Golden {
  readonly task: string;
  readonly cell: string;
  readonly hidden_size: number;
  readonly seed: number;
  readonly forget_bias: number | null;
  /** (time, batch, input) and (time, batch) */
  readonly x: readonly (readonly (readonly number[])[])[];
  readonly target: readonly Targets[];
  readonly loss: number;
  readonly gradients: Arrays;
  readonly clip: number;
  readonly steps: number;
  readonly trained: Readonly<
    Record<OptimiserName, { readonly rate: number; readonly parameters: Arrays }>
  >;
}

/** Relative to the largest value of an array. */
const TOLERANCE = 1e-9;

const path = new URL('../../../golden/training.json', import.meta.url);
const entries = JSON.parse(readFileSync(path, 'utf-8')) as readonly Golden[];
const [catalogue, cells] = [readCatalogue(), readCells()];

function startOf(golden: Golden): Model {
  const like = catalogue.models[golden.task]!.lstm!;
  return randomModel(like, cells[golden.cell]!, {
    hiddenSize: golden.hidden_size,
    seed: golden.seed,
    forgetBias: golden.forget_bias,
  });
}

function batchIn({ x, target }: Golden, { encoding }: Model): Batch {
  const samples = x[0]!.map((_, sequence): Sample => ({
    x: x.map((step) => step[sequence]!),
    target: target.map((step) => step[sequence]!),
  }));
  return batchOf(samples, encoding);
}

function expectClose(what: string, { weights, readout }: Model, expected: Arrays): void {
  const found: Record<string, Float64Array> = {
    ...weights.parameters,
    'readout.weight': readout.weight,
    'readout.bias': readout.bias,
  };
  expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort());
  for (const [name, nested] of Object.entries(expected)) {
    const numbers = [nested].flat(Infinity as 1) as number[];
    const largest = numbers.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
    const worst = numbers.reduce((w, v, k) => Math.max(w, Math.abs(found[name]![k]! - v)), 0);
    expect(found[name]!.length).toBe(numbers.length);
    expect(worst, `${what} ${name}`).toBeLessThanOrEqual(TOLERANCE * largest);
  }
}

const named = entries.map((golden) => [golden.cell, golden.task, golden] as const);

describe('a step of training', () => {
  it.each(named)('of %s on %s has the loss and the gradients of PyTorch', (_, __, golden) => {
    const start = startOf(golden);
    const recipe = { optimiser: 'SGD', rate: 0, clip: Infinity, batch: 1 } as const;
    const learner = new Learner(start, recipe);
    const loss = learner.differentiate(batchIn(golden, start));
    expect(Math.abs(loss - golden.loss)).toBeLessThanOrEqual(TOLERANCE * golden.loss);
    expectClose('gradient of', fromFlat(start, learner.gradient), golden.gradients);
  });

  it.each(named.flatMap((entry) => OPTIMISERS.map((name) => [name, ...entry] as const)))(
    'by %s, clipped, leaves %s on %s with the parameters of PyTorch',
    (optimiser, _, __, golden) => {
      const start = startOf(golden);
      const { rate, parameters } = golden.trained[optimiser];
      const learner = new Learner(start, { optimiser, rate, clip: golden.clip, batch: 1 });
      const batch = batchIn(golden, start);
      for (let step = 0; step < golden.steps; step++) learner.step(batch);
      expectClose('parameter', learner.model, parameters);
    },
  );

  it('is held for every cell, and on every task', () => {
    expect(new Set(entries.map(({ cell }) => cell))).toEqual(new Set(Object.keys(cells)));
    expect(new Set(entries.map(({ task }) => task))).toEqual(
      new Set(TASKS.map(({ name }) => name)),
    );
  });
});
