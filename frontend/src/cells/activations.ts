import type { Call, CallGradient, Operation } from './operations';

/** Functions that cells of files bring, and what multiplies by a constant or adds one. */

type Row = Partial<Pick<Operation, 'range' | 'needs' | 'constants' | 'binding'>>;
type Constants = readonly number[];

/**
 * A nonlinearity: what it makes of a number, and its slope there; `slope` is given what came out
 * and what went in.
 */
function around(
  latex: Operation['latex'],
  compute: (a: number, constants: Constants) => number,
  slope: (v: number, a: number, constants: Constants) => number,
  row: Row = {},
): Operation {
  return { arity: 1, range: null, binding: 3, needs: 0, ...row, latex, ...each(compute, slope) };
}

/** What is computed one number at a time, both ways. */
function each(
  compute: (a: number, constants: Constants) => number,
  slope: (v: number, a: number, constants: Constants) => number,
): Pick<Operation, 'forward' | 'backward'> {
  return {
    forward({ value, arguments: [a], constants, units }: Call, from, to) {
      for (let k = from * units; k < to * units; k++) value[k] = compute(a[k], constants);
    },
    backward({ value, arguments: [a], constants, units }: Call, grad: CallGradient, from, to) {
      const [into] = grad.arguments;
      for (let k = from * units; k < to * units; k++) {
        into[k] += grad.value[k] * slope(value[k], a[k], constants);
      }
    },
  };
}

/** A constant that is added: ` + 0.5`, ` - 0.2`. */
function plus(constant: string): string {
  return constant.startsWith('-') ? ` - ${constant.slice(1)}` : ` + ${constant}`;
}

const word = (name: string) => () => [`\\mathrm{${name}}(`, ')'];

export const hardSigmoid = around(
  (_, __, [alpha, beta]) => [`\\mathrm{clip}_0^1(${alpha} \\, `, `${plus(beta)})`],
  (a, [alpha, beta]) => Math.min(Math.max(alpha * a + beta, 0), 1),
  (v, _, [alpha]) => (v > 0 && v < 1 ? alpha : 0),
  { range: [0, 1], needs: 2, constants: 2 },
);

export const leakyRelu = around(
  (_, __, [alpha]) => [`\\mathrm{relu}_{${alpha}}(`, ')'],
  (a, [alpha]) => (a < 0 ? alpha * a : a),
  (_, a, [alpha]) => (a < 0 ? alpha : 1),
  { constants: 1 },
);

export const elu = around(
  (_, __, [alpha]) => [`\\mathrm{elu}_{${alpha}}(`, ')'],
  (a, [alpha]) => (a < 0 ? alpha * Math.expm1(a) : a),
  (v, a, [alpha]) => (a < 0 ? v + alpha : 1),
  { constants: 1 },
);

export const softplus = around(
  word('softplus'),
  (a) => Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a))),
  (_, a) => 1 / (1 + Math.exp(-a)),
);

export const softsign = around(
  word('softsign'),
  (a) => a / (1 + Math.abs(a)),
  (v) => (1 - Math.abs(v)) ** 2,
  { range: [-1, 1] },
);

export const clip = around(
  (_, __, [limit]) => [`\\mathrm{clip}_{-${limit}}^{${limit}}(`, ')'],
  (a, [limit]) => Math.min(Math.max(a, -limit), limit),
  (_, a, [limit]) => (Math.abs(a) <= limit ? 1 : 0),
  { constants: 1 },
);

export const scale = around(
  (_, __, [alpha]) => [`${alpha} \\, `, ''],
  (a, [alpha]) => alpha * a,
  (_, __, [alpha]) => alpha,
  { binding: 2, needs: 2, constants: 1 },
);

export const offset = around(
  (_, __, [beta]) => ['', plus(beta)],
  (a, [beta]) => a + beta,
  () => 1,
  { binding: 1, needs: 1, constants: 1 },
);
