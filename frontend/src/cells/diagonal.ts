import type { Operation } from './operations';

/** A weight for each unit, times its own number: a peephole. */
export const diagonal: Operation = {
  arity: 1,
  range: null,
  binding: 2,
  needs: 2,
  weights: 'vector',
  latex: (subscript) => [`p_${subscript} * `, ''],
  forward({ value, arguments: [a], parameters: [p], units }, from, to) {
    for (let k = from * units; k < to * units; k++) value[k] = p[k % units] * a[k];
  },
  backward({ arguments: [a], parameters: [p], units }, grad, from, to) {
    const [into] = grad.arguments;
    for (let k = from * units; k < to * units; k++) into[k] += p[k % units] * grad.value[k];
    if (!grad.parameters) return;
    const [own] = grad.parameters;
    for (let k = from * units; k < to * units; k++) own[k % units] += a[k] * grad.value[k];
  },
};
