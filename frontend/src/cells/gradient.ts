import { quantile } from 'd3-array';
import { Adjoint } from './adjoint';
import { directPath } from './direct';
import { InputError } from './errors';
import { forward } from './forward';
import { OUTPUT } from './graph';
import type { Run } from './run';
import { mapTable, table, type Table } from './table';
import { sizeOf, type Weights } from './weights';

export { directFactor, directFactors, directPath } from './direct';
export { jacobian, jacobianLine } from './jacobian';

export interface FadeOptions {
  readonly time: number;
  readonly batch: number;
  /** How many steps back, each 1..time. */
  readonly lags: readonly number[];
}

/** How a gradient fades: arrays are (sequence, lag), each divided by its own value at lag 1. */
export interface Fade {
  readonly lags: readonly number[];
  readonly sequences: number;
  /** ‖∂h_T/∂s_{T−lag}‖_F, s being all states of the cell together. */
  readonly full: Float64Array;
  /** By state, for those that have a direct path: ‖∏f‖, ‖∏(1 − z)‖. */
  readonly direct: Readonly<Table<Float64Array>>;
}

/** What the sequences have in common, for each lag. */
export interface Band {
  readonly low: Float64Array;
  readonly median: Float64Array;
  readonly high: Float64Array;
}

/** Norms of one sequence; element k is that of lag k + 1. */
interface Norms {
  readonly full: Float64Array;
  readonly direct: Readonly<Table<Float64Array>>;
}

/**
 * How the gradient fades over sequences `x` (time, batch, input). A generator, so that a page
 * stays alive meanwhile: it yields after each small piece of work, and returns the result.
 */
export function* fade(
  weights: Weights,
  x: Float64Array,
  { time, batch, lags }: FadeOptions,
): Generator<void, Fade> {
  checkLags(lags, time);
  const found: Norms[] = [];
  for (let sequence = 0; sequence < batch; sequence++) {
    const one = pick(x, sequence, batch, weights.inputSize);
    const run = forward(weights, one, { time, batch: 1 });
    found.push({ full: yield* fullNorms(run), direct: directNorms(run) });
  }
  const choose = (norms: readonly Float64Array[]) => relative(norms, lags);
  return {
    lags,
    sequences: batch,
    full: choose(found.map(({ full }) => full)),
    direct: mapTable(found[0].direct, (_, state) => choose(found.map((n) => n.direct[state]))),
  };
}

/** Median and 10–90 % band over the sequences, of one of the arrays of a `Fade`. */
export function band(values: Float64Array, sequences: number): Band {
  const count = values.length / sequences;
  // Gathered once: to look through all values for each lag is what took longest as the page opens.
  const byLag = Array.from({ length: count }, (_, lag) =>
    Float64Array.from({ length: sequences }, (_, own) => values[own * count + lag]),
  );
  const at = (p: number) => Float64Array.from(byLag, (own) => quantile(own, p) ?? NaN);
  return { low: at(0.1), median: at(0.5), high: at(0.9) };
}

/** Runs a generator to its end at once. */
export function finish<T>(generator: Generator<unknown, T>): T {
  for (;;) {
    const { done, value } = generator.next();
    if (done) return value as T;
  }
}

/** The norm of ∂h_T/∂s_{T−lag}, for each lag: one pass of the adjoint for each unit of h. */
function* fullNorms(run: Run): Generator<void, Float64Array> {
  const units = sizeOf(run.weights, OUTPUT);
  const adjoint = new Adjoint(run, { parameters: false });
  const squares = new Float64Array(run.time);
  for (let unit = 0; unit < units; unit++) {
    adjoint.clear();
    adjoint.values[OUTPUT][(run.time - 1) * units + unit] = 1;
    adjoint.pass();
    addSquares(squares, adjoint, run);
    yield;
  }
  return squares.map(Math.sqrt);
}

/** Adds, for each lag, the squares of the gradients by the states before step T − lag + 1. */
function addSquares(squares: Float64Array, adjoint: Adjoint, { weights, time }: Run): void {
  for (const { id, operation } of weights.cell.nodes) {
    if (operation !== 'previous') continue;
    const [grad, units] = [adjoint.values[id], sizeOf(weights, id)];
    for (let k = 0; k < grad.length; k++) {
      squares[time - 1 - Math.floor(k / units)] += grad[k] * grad[k];
    }
  }
}

function directNorms(run: Run): Readonly<Table<Float64Array>> {
  const states = run.weights.cell.states.map((state) => [state, directPath(run, state)] as const);
  const found = states.flatMap(([state, path]) => (path ? [[state, path] as const] : []));
  return mapTable(table(found), (path, state) => productNorms(path, sizeOf(run.weights, state)));
}

/** The norm over units of the product of the last 1, 2, … steps' factors (time, unit). */
function productNorms(path: Float64Array, units: number): Float64Array {
  const product = new Float64Array(units).fill(1);
  return Float64Array.from({ length: path.length / units }, (_, back) => {
    const row = path.length - (back + 1) * units;
    for (let unit = 0; unit < units; unit++) product[unit] *= path[row + unit];
    return Math.hypot(...product);
  });
}

function relative(norms: readonly Float64Array[], lags: readonly number[]): Float64Array {
  return Float64Array.from(norms.flatMap((own) => lags.map((lag) => own[lag - 1] / own[0])));
}

function pick(x: Float64Array, sequence: number, batch: number, size: number): Float64Array {
  return x.filter((_, k) => Math.floor(k / size) % batch === sequence);
}

function checkLags(lags: readonly number[], time: number): void {
  if (lags.every((lag) => Number.isInteger(lag) && lag >= 1 && lag <= time)) return;
  throw new InputError(`Expected lags in 1..${time}, the sequence's length, got ${lags.join()}.`);
}
