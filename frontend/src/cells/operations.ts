import { addArgumentGradient, addMatrixGradient, addProduct, addRows, fillRows } from './affine';
import { table } from './table';

/**
 * One node's part of a run: flat arrays of rows, one row for each step and sequence. `value` and
 * pointwise arguments have `units` numbers a row; argument k of an affine has `sizes[k]`, its
 * parameters are one matrix (units, sizes[k]) for each argument, then the bias.
 */
export interface Call {
  readonly value: Float64Array;
  readonly arguments: readonly Float64Array[];
  readonly sizes: readonly number[];
  readonly parameters: readonly Float64Array[];
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
 * to stand in it without parentheses.
 */
export interface Operation {
  /** How many arguments it takes; null: one for each role. */
  readonly arity: number | null;
  readonly range: readonly [number, number] | null;
  readonly binding: number;
  readonly needs: number;
  latex(subscript: string, count: number): readonly string[];
  forward(call: Call, from: number, to: number): void;
  backward(call: Call, grad: CallGradient, from: number, to: number): void;
}

const affine: Operation = {
  arity: null,
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
  Object.entries({ affine, sigma, tanh, relu, add, multiply, one_minus: oneMinus }),
);

/** Where a step begins: the input x, and the states before the step. They compute nothing. */
export const SOURCES: readonly string[] = ['input', 'previous'];
