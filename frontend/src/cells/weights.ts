import type { ValueAxis } from './axes';
import { WeightsError } from './errors';
import { Philox } from './generator';
import { axisOf, isProjected, parameterAxes, parameterShapes, type Cell } from './graph';
import { table, type Table } from './table';

/** The parameters of one layer, row-major: `f.h` (unit, unit_prev), `f.x` (unit, input), `f.b`. */
export interface Weights {
  readonly cell: Cell;
  readonly inputSize: number;
  readonly hiddenSize: number;
  /** How many numbers a projected value has; null for a cell without projections. */
  readonly projSize: number | null;
  readonly parameters: Readonly<Table<Float64Array>>;
}

export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/** The random stream of initial weights, and the one of a readout; Python draws the same. */
const INIT_STREAM = 1;
export const READOUT_STREAM = 2;

/**
 * A layer from its tensors; what is not the cell's is left aside.
 *
 * @throws WeightsError a parameter is missing or has another shape than the cell asks for.
 */
export function makeWeights(cell: Cell, tensors: Readonly<Table<Tensor>>): Weights {
  const along = (axis: ValueAxis) => lengthOf(cell, tensors, axis);
  const [inputSize, hiddenSize] = [along('input'), along('unit')];
  const projSize = isProjected(cell) ? along('proj') : null;
  const shapes = Object.entries(parameterShapes(cell, inputSize, hiddenSize, projSize));
  const parameters = shapes.map(([name, shape]) => {
    const came = tensors[name]?.shape;
    if (came?.join() !== shape.join() || shape.includes(0)) {
      throw new WeightsError(
        `Expected "${name}" of "${cell.name}" to have the shape (${shape.join(', ')}), ` +
          `got ${came ? `(${came.join(', ')})` : 'no such tensor'}. Save the weights again.`,
      );
    }
    return [name, tensors[name].data] as const;
  });
  return { cell, inputSize, hiddenSize, projSize, parameters: table(parameters) };
}

/** How many numbers a node has at each step of each sequence. */
export function sizeOf(weights: Weights, id: string): number {
  const { inputSize, hiddenSize, projSize } = weights;
  return { input: inputSize, unit: hiddenSize, proj: projSize ?? 0 }[axisOf(weights.cell, id)];
}

function lengthOf(cell: Cell, tensors: Readonly<Table<Tensor>>, axis: ValueAxis): number {
  for (const [name, axes] of Object.entries(parameterAxes(cell))) {
    if (axes.includes(axis) && tensors[name]) return tensors[name].shape[axes.indexOf(axis)] ?? 0;
  }
  return 0;
}

export interface RandomOptions {
  readonly inputSize: number;
  readonly hiddenSize: number;
  /** For a cell with projections, and for it alone. */
  readonly projSize?: number | null;
  readonly seed: number;
  /** The bias of the forget gate, for a cell that has one. */
  readonly forgetBias?: number | null;
}

/**
 * Untrained weights: uniform in ±1/√hiddenSize, biases zero. Python draws the same numbers.
 *
 * @throws WeightsError a size is less than one, or the cell has no forget gate to bias.
 */
export function randomWeights(cell: Cell, options: RandomOptions): Weights {
  const { inputSize, hiddenSize, projSize = null, seed, forgetBias } = options;
  checkSizes(cell, options);
  const draws = new Philox(seed, INIT_STREAM);
  const bound = 1 / Math.sqrt(hiddenSize);
  const shapes = Object.entries(parameterShapes(cell, inputSize, hiddenSize, projSize));
  const parameters = table(
    shapes.map(([name, [rows, columns = 1]]) => {
      const isBias = name.endsWith('.b');
      const data = isBias ? new Float64Array(rows) : draws.uniforms(rows * columns, -bound, bound);
      return [name, data] as const;
    }),
  );
  if (forgetBias !== undefined && forgetBias !== null) {
    parameters[forgetBiasName(cell)].fill(forgetBias);
  }
  return { cell, inputSize, hiddenSize, projSize, parameters };
}

function checkSizes(cell: Cell, { inputSize, hiddenSize, projSize = null }: RandomOptions): void {
  if (isProjected(cell) !== (projSize !== null)) {
    const wanted = isProjected(cell) ? 'a number of projections' : 'no projections';
    throw new WeightsError(`Expected ${wanted} for "${cell.name}", got ${projSize}.`);
  }
  const isSize = (size: number) => Number.isInteger(size) && size >= 1;
  if ([inputSize, hiddenSize, projSize ?? 1].every(isSize)) return;
  const projected = projSize === null ? '' : `, ${projSize} projections`;
  throw new WeightsError(
    `Expected whole sizes of at least 1, got ${inputSize} inputs and ${hiddenSize} units` +
      `${projected}.`,
  );
}

/** The bias of the affine behind the value that does a forget gate's work. */
function forgetBiasName(cell: Cell): string {
  const axes = parameterAxes(cell);
  const gate = cell.values.find((value) => cell.words[value]?.role === 'forget');
  if (gate && `${gate}.b` in axes) return `${gate}.b`;
  throw new WeightsError(
    `Expected a cell with a forget gate for a forget bias, got "${cell.name}". Leave it out.`,
  );
}

/** How many numbers the parameters hold. */
export function countParameters(cell: Cell, inputSize: number, hiddenSize: number): number {
  const shapes = Object.values(parameterShapes(cell, inputSize, hiddenSize));
  return shapes.reduce((sum, shape) => sum + shape.reduce((a, b) => a * b, 1), 0);
}
