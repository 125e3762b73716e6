import { addArgumentGradient, addMatrixGradient, addProduct, addRows, fillRows } from './affine';
import {
  clip,
  elu,
  hardSigmoid,
  leakyRelu,
  offset,
  scale,
  softplus,
  softsign,
} from './activations';
import type { Node } from './cell';
import { diagonal } from './diagonal';
import { projection } from './projection';
import { table } from './table';

/**
 * One node's part of a run: flat arrays of rows, one row for each step and sequence. `value` and
 * pointwise arguments have `units` numbers a row; argument k of an affine or a projection has
 * `sizes[k]`, its parameters are one matrix (units, sizes[k]) for each argument, then the bias of an
 * affine; that of a diagonal is a vector (units).
 */
export interface Call {
  readonly value: Float64Array;
  readonly arguments: readonly Float64Array[];
  readonly sizes: readonly number[];
  readonly parameters: readonly Float64Array[];
  readonly constants: readonly number[];
  readonly units: number;
}

/** The gradients that belong to a call's arrays. Without `parameters`, theirs is not computed. */
export interface CallGradient {
  readonly value: Float64Array;
  readonly arguments: readonly Float64Array[];
  readonly parameters: readonly Float64Array[] | null;
}

/**
 * One row of the table of operations: all that a cell's graph can be made of.
 *
 * `forward` writes the value, `backward` adds to the gradients, both for rows from..to. `latex`
 * gives the text before, between and after the arguments; `binding` says how tightly it holds
 * together (1 a sum, 2 a product, 3 a symbol), `needs` how tightly its arguments must if they are
 * to stand in it without parentheses. `weights` is what belongs to each of its roles.
 */
export interface Operation {
  /** How many arguments it takes; null: one for each role. */
  readonly arity: number | null;
  readonly range: readonly [number, number] | null;
  readonly binding: number;
  readonly needs: number;
  readonly weights?: 'matrix' | 'vector';
  readonly hasBias?: boolean;
  /** The axis of its values, where it is not that of its arguments. */
  readonly axis?: 'unit' | 'proj';
  /** How many constants it takes. */
  readonly constants?: number;
  latex(subscript: string, count: number, constants: readonly string[]): readonly string[];
  forward(call: Call, from: number, to: number): void;
  backward(call: Call, grad: CallGradient, from: number, to: number): void;
}

const affine: Operation = {
  arity: null,
  weights: 'matrix',
  hasBias: true,
  axis: 'unit',
  range: null,
  binding: 1,
  needs: 1,
  latex(subscript, count) {
    const [open, close] = count === 1 ? ['', ''] : ['[', ']'];
    const between = Array<string>(count - 1).fill(', ');
    return [`W_${subscript} \\cdot ${open}`, ...between, `${close} + b_${subscript}`];
  },
  forward({ value, arguments: args, sizes, parameters, units }, from, to) {
    fillRows(value, parameters[args.length], units, from, to);
    for (let k = 0; k < args.length; k++) {
      addProduct(value, args[k], parameters[k], units, sizes[k], from, to);
    }
  },
  backward({ arguments: args, sizes, parameters, units }, grad, from, to) {
    for (let k = 0; k < args.length; k++) {
      addArgumentGradient(grad.arguments[k], grad.value, parameters[k], units, sizes[k], from, to);
    }
    if (!grad.parameters) return;
    for (let k = 0; k < args.length; k++) {
      addMatrixGradient(grad.parameters[k], grad.value, args[k], units, sizes[k], from, to);
    }
    addRows(grad.parameters[args.length], grad.value, units, from, to);
  },
};

const sigma: Operation = {
  arity: 1,
  range: [0, 1],
  binding: 3,
  needs: 0,
  latex: () => ['\\sigma(', ')'],
  forward({ value, arguments: [a], units }, from, to) {
    for (let k = from * units; k < to * units; k++) value[k] = 1 / (1 + Math.exp(-a[k]));
  },
  backward({ value: v, units }, { value: grad, arguments: [a] }, from, to) {
    for (let k = from * units; k < to * units; k++) a[k] += grad[k] * v[k] * (1 - v[k]);
  },
};

const tanh: Operation = {
  arity: 1,
  range: [-1, 1],
  binding: 3,
  needs: 0,
  latex: () => ['\\tanh(', ')'],
  forward({ value, arguments: [a], units }, from, to) {
    for (let k = from * units; k < to * units; k++) value[k] = Math.tanh(a[k]);
  },
  backward({ value: v, units }, { value: grad, arguments: [a] }, from, to) {
    for (let k = from * units; k < to * units; k++) a[k] += grad[k] * (1 - v[k] * v[k]);
  },
};

const relu: Operation = {
  arity: 1,
  range: null,
  binding: 3,
  needs: 0,
  latex: () => ['\\mathrm{relu}(', ')'],
  forward({ value, arguments: [a], units }, from, to) {
    for (let k = from * units; k < to * units; k++) value[k] = Math.max(a[k], 0);
  },
  backward({ value: v, units }, { value: grad, arguments: [a] }, from, to) {
    for (let k = from * units; k < to * units; k++) if (v[k] > 0) a[k] += grad[k];
  },
};

const add: Operation = {
  arity: 2,
  range: null,
  binding: 1,
  needs: 1,
  latex: () => ['', ' + ', ''],
  forward({ value, arguments: [a, b], units }, from, to) {
    for (let k = from * units; k < to * units; k++) value[k] = a[k] + b[k];
  },
  backward({ units }, { value: grad, arguments: [a, b] }, from, to) {
    for (let k = from * units; k < to * units; k++) {
      a[k] += grad[k];
      b[k] += grad[k];
    }
  },
};

const multiply: Operation = {
  arity: 2,
  range: null,
  binding: 2,
  needs: 2,
  latex: () => ['', ' * ', ''],
  forward({ value, arguments: [a, b], units }, from, to) {
    for (let k = from * units; k < to * units; k++) value[k] = a[k] * b[k];
  },
  backward({ arguments: [a, b], units }, { value: grad, arguments: [da, db] }, from, to) {
    for (let k = from * units; k < to * units; k++) {
      da[k] += grad[k] * b[k];
      db[k] += grad[k] * a[k];
    }
  },
};

const oneMinus: Operation = {
  arity: 1,
  range: null,
  binding: 1,
  needs: 2,
  latex: () => ['1 - ', ''],
  forward({ value, arguments: [a], units }, from, to) {
    for (let k = from * units; k < to * units; k++) value[k] = 1 - a[k];
  },
  backward({ units }, { value: grad, arguments: [a] }, from, to) {
    for (let k = from * units; k < to * units; k++) a[k] -= grad[k];
  },
};

export const OPERATIONS = table(
  Object.entries({
    affine,
    diagonal,
    projection,
    sigma,
    hard_sigmoid: hardSigmoid,
    tanh,
    relu,
    leaky_relu: leakyRelu,
    elu,
    softplus,
    softsign,
    clip,
    scale,
    offset,
    add,
    multiply,
    one_minus: oneMinus,
  }),
);

/** The names of a node's own parameters: its weights, then the bias of an affine. */
export function parametersOf({ operation, label, roles = [] }: Node): readonly string[] {
  const bias = OPERATIONS[operation]?.hasBias ? ['b'] : [];
  return [...roles, ...bias].map((role) => `${label}.${role}`);
}

/** Whether an operation stands around one argument, as a nonlinearity does. */
export function isFunction(operation: string): boolean {
  const { arity, binding } = OPERATIONS[operation] ?? {};
  return arity === 1 && binding === 3;
}

/** Where a step begins: the input x, and the states before the step. They compute nothing. */
export const SOURCES: readonly string[] = ['input', 'previous'];
