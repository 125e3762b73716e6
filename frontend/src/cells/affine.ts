/**
 * Matrix products on flat, row-major arrays. Everything here adds to what stands in its result.
 * Products take four units at once, the gradients of matrices four rows, which makes them twice as
 * fast: sums that do not wait for one another, and what they share read once for four.
 */
const BLOCK = 4;

/** result += argument · matrixᵀ, for rows from..to; `matrix` is (units, size). */
export function addProduct(
  result: Float64Array,
  argument: Float64Array,
  matrix: Float64Array,
  units: number,
  size: number,
  from: number,
  to: number,
): void {
  const whole = units - (units % BLOCK);
  for (let row = from; row < to; row++) {
    const r = row * units;
    const a = row * size;
    for (let u = 0; u < whole; u += BLOCK) addFour(result, r + u, argument, a, matrix, u, size);
    for (let u = whole; u < units; u++) {
      let sum = 0;
      for (let j = 0, m = u * size; j < size; j++) sum += matrix[m + j] * argument[a + j];
      result[r + u] += sum;
    }
  }
}

function addFour(
  result: Float64Array,
  r: number,
  argument: Float64Array,
  a: number,
  matrix: Float64Array,
  unit: number,
  size: number,
): void {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (let j = 0, m = unit * size; j < size; j++, m++) {
    const v = argument[a + j];
    s0 += matrix[m] * v;
    s1 += matrix[m + size] * v;
    s2 += matrix[m + 2 * size] * v;
    s3 += matrix[m + 3 * size] * v;
  }
  result[r] += s0;
  result[r + 1] += s1;
  result[r + 2] += s2;
  result[r + 3] += s3;
}

/** result += grad · matrix, for rows from..to: the gradient of a product's argument. */
export function addArgumentGradient(
  result: Float64Array,
  grad: Float64Array,
  matrix: Float64Array,
  units: number,
  size: number,
  from: number,
  to: number,
): void {
  const whole = units - (units % BLOCK);
  for (let row = from; row < to; row++) {
    const g = row * units;
    const a = row * size;
    for (let u = 0; u < whole; u += BLOCK) addFourBack(result, a, grad, g + u, matrix, u, size);
    for (let u = whole; u < units; u++) {
      const v = grad[g + u];
      for (let j = 0, m = u * size; j < size; j++) result[a + j] += v * matrix[m + j];
    }
  }
}

function addFourBack(
  result: Float64Array,
  a: number,
  grad: Float64Array,
  g: number,
  matrix: Float64Array,
  unit: number,
  size: number,
): void {
  const g0 = grad[g];
  const g1 = grad[g + 1];
  const g2 = grad[g + 2];
  const g3 = grad[g + 3];
  for (let j = 0, m = unit * size; j < size; j++, m++) {
    result[a + j] +=
      g0 * matrix[m] +
      g1 * matrix[m + size] +
      g2 * matrix[m + 2 * size] +
      g3 * matrix[m + 3 * size];
  }
}

/** result += gradᵀ · argument, over rows from..to: the gradient of a product's matrix. */
export function addMatrixGradient(
  result: Float64Array,
  grad: Float64Array,
  argument: Float64Array,
  units: number,
  size: number,
  from: number,
  to: number,
): void {
  const whole = to - ((to - from) % BLOCK);
  for (let row = from; row < whole; row += BLOCK) {
    addFourRows(result, grad, argument, units, size, row);
  }
  for (let row = whole; row < to; row++) {
    for (let unit = 0; unit < units; unit++) {
      const g = grad[row * units + unit];
      for (let m = unit * size, a = row * size, end = m + size; m < end; m++, a++) {
        result[m] += g * argument[a];
      }
    }
  }
}

function addFourRows(
  result: Float64Array,
  grad: Float64Array,
  argument: Float64Array,
  units: number,
  size: number,
  row: number,
): void {
  const first = row * size;
  for (let unit = 0, g = row * units; unit < units; unit++, g++) {
    const g0 = grad[g];
    const g1 = grad[g + units];
    const g2 = grad[g + 2 * units];
    const g3 = grad[g + 3 * units];
    for (let j = 0, m = unit * size, a = first; j < size; j++, m++, a++) {
      result[m] +=
        g0 * argument[a] +
        g1 * argument[a + size] +
        g2 * argument[a + 2 * size] +
        g3 * argument[a + 3 * size];
    }
  }
}

/** Writes the bias into each of the rows from..to. */
export function fillRows(
  result: Float64Array,
  bias: Float64Array,
  units: number,
  from: number,
  to: number,
): void {
  for (let row = from; row < to; row++) result.set(bias, row * units);
}

/** result += the sum of the rows from..to: the gradient of the bias. */
export function addRows(
  result: Float64Array,
  grad: Float64Array,
  units: number,
  from: number,
  to: number,
): void {
  for (let row = from; row < to; row++) {
    for (let unit = 0; unit < units; unit++) result[unit] += grad[row * units + unit];
  }
}
