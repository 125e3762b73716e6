import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { backward } from '../src/cells/backward';
import { equations, join } from '../src/cells/equations';
import { forward } from '../src/cells/forward';
import { Philox } from '../src/cells/generator';
import { parseCell, type Cell } from '../src/cells/graph';
import { randomWeights } from '../src/cells/weights';
import { runs, type Arrays, type Layer, type Nested } from './goldenRuns';

/* What the Python reference computed, from `make golden`, holds the page to it. */

interface Draws {
  readonly seed: number;
  readonly stream: number;
}

interface GoldenGenerator {
  readonly words: readonly (Draws & { readonly words: readonly number[] })[];
  readonly uniforms: readonly (Draws & { readonly values: readonly number[] })[];
  readonly integers: readonly (Draws & {
    readonly low: number;
    readonly high: number;
    readonly values: readonly number[];
  })[];
}

/** Relative to the largest value of an array. */
const TOLERANCE = 1e-9;

function read<T>(path: string): T {
  return JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf-8')) as T;
}

type Documents = Record<string, unknown>;

const own = read<{ cells: Documents }>('src/gatescope/bundled/data/cells.json').cells;
const others = read<Documents>('golden/from_files.json');
const cells: Record<string, Cell> = Object.fromEntries(
  Object.entries({ ...own, ...others }).map(([name, json]) => [name, parseCell(json)]),
);
const lines = read<Record<string, Record<string, string>>>('golden/equations.json');
const generator = read<GoldenGenerator>('golden/generator.json');
const weights = read<readonly (Layer & { readonly parameters: Arrays })[]>('golden/weights.json');

function flat(nested: Nested): Float64Array {
  return Float64Array.from([nested].flat(Infinity as 1) as number[]);
}

function flatAll(arrays: Arrays): Record<string, Float64Array> {
  return Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, flat(array)]));
}

function expectClose(what: string, found: Float64Array, expected: Nested): void {
  const numbers = flat(expected);
  const largest = numbers.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  expect(found.length, what).toBe(numbers.length);
  const worst = numbers.reduce((w, v, k) => Math.max(w, Math.abs(found[k] - v)), 0);
  expect(worst, what).toBeLessThanOrEqual(TOLERANCE * largest);
}

function expectAllClose(what: string, found: Record<string, Float64Array>, expected: Arrays) {
  expect(Object.keys(found).sort(), what).toEqual(Object.keys(expected).sort());
  for (const [name, array] of Object.entries(expected)) {
    expectClose(`${what} ${name}`, found[name], array);
  }
}

function weightsOf({ cell, input_size, hidden_size, proj_size, seed, forget_bias }: Layer) {
  return randomWeights(cells[cell], {
    inputSize: input_size,
    hiddenSize: hidden_size,
    projSize: proj_size,
    seed,
    forgetBias: forget_bias,
  });
}

describe('the generator', () => {
  it.each(generator.words)('draws the words of seed $seed, stream $stream', (golden) => {
    const draws = new Philox(golden.seed, golden.stream);
    expect(golden.words.map(() => draws.word())).toEqual(golden.words);
  });

  it.each(generator.uniforms)('draws uniform numbers of seed $seed', (golden) => {
    const draws = new Philox(golden.seed, golden.stream);
    expect([...draws.uniforms(golden.values.length)]).toEqual(golden.values);
  });

  it.each(generator.integers)('draws whole numbers $low..$high of seed $seed', (golden) => {
    const draws = new Philox(golden.seed, golden.stream);
    expect(golden.values.map(() => draws.integer(golden.low, golden.high))).toEqual(golden.values);
  });
});

describe('equations', () => {
  it.each(Object.entries(lines))('of %s are the same strings', (name, expected) => {
    const found = equations(cells[name]).map(({ id, pieces }) => [id, join(pieces)]);
    expect(Object.fromEntries(found)).toEqual(expected);
  });

  it('are there for every cell', () => {
    expect(Object.keys(lines)).toEqual(Object.keys(cells));
  });
});

describe('random weights', () => {
  it.each(weights)('of $cell are the same numbers', (golden) => {
    const { parameters } = weightsOf(golden);
    expect(Object.keys(parameters)).toEqual(Object.keys(golden.parameters));
    expectAllClose('parameter', parameters, golden.parameters);
  });
});

describe('a run', () => {
  it.each(runs.map((golden) => [golden.cell, golden.edits.length, golden] as const))(
    'of %s with %d edits, and its gradients, are the same',
    (_, __, golden) => {
      const { time, batch, edits } = golden;
      const initial = flatAll(golden.initial);
      const run = forward(weightsOf(golden), flat(golden.x), { time, batch, initial, edits });
      expectAllClose('value', run.values, golden.values);
      const found = backward(run, flatAll(golden.grads));
      expectClose('gradient of x', found.x, golden.gradients.x);
      expectAllClose('gradient of parameter', found.parameters, golden.gradients.parameters);
      expectAllClose('gradient of initial', found.initial, golden.gradients.initial);
      expectAllClose('gradient of value', found.values, golden.gradients.values);
    },
  );

  it('is there for every cell, with edits and without', () => {
    const pairs = runs.map(({ cell, edits }) => `${cell} ${edits.length > 0}`);
    const expected = Object.keys(cells).flatMap((name) => [`${name} false`, `${name} true`]);
    expect(pairs.sort()).toEqual(expected.sort());
  });
});
