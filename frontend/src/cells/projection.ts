import { addArgumentGradient, addMatrixGradient, addProduct } from './affine';
import type { Operation } from './operations';

/** A matrix times what the layer's units hold, without a bias. */
export const projection: Operation = {
  arity: 1,
  range: null,
  binding: 2,
  needs: 3,
  weights: 'matrix',
  axis: 'proj',
  latex: (subscript) => [`W_${subscript} \\cdot `, ''],
  forward({ value, arguments: [a], sizes: [size], parameters: [matrix], units }, from, to) {
    value.fill(0, from * units, to * units);
    addProduct(value, a, matrix, units, size, from, to);
  },
  backward({ arguments: [a], sizes: [size], parameters: [matrix], units }, grad, from, to) {
    addArgumentGradient(grad.arguments[0], grad.value, matrix, units, size, from, to);
    if (!grad.parameters) return;
    addMatrixGradient(grad.parameters[0], grad.value, a, units, size, from, to);
  },
};
